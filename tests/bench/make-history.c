/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* make-history CHATS MESSAGES [BASE-URL] : fills the vault of the key in ALCOVE_API_KEY, below XDG_DATA_HOME,
 * with made-up chats of MESSAGES messages each, and with BASE-URL remembers the account in the keyring. For
 * benches. */

#include <stdlib.h>
#include <string.h>

#include "alcove-id.h"
#include "alcove-keyring.h"
#include "alcove-store.h"
#include "alcove-vault.h"

static const char *const words[] = {
  "river",  "engine", "window", "garden", "copper", "letter", "summer", "planet",
  "coffee", "bridge", "signal", "forest", "marble", "pocket", "harbor", "silver",
  "dragon", "kernel", "museum", "violin", "the",    "of",     "and",    "a",
  "to",     "in",     "is",     "that",   "for",    "with",
};

/* Words of two characters of a script without spaces. */
static const char *const dense_words[]
    = { "密鑰", "檢索", "消息", "歷史", "河流", "窗口", "東京", "検索" };

static const char *const models[]
    = { "made-up-large", "made-up-small", "other-mini", "other-large" };

static gboolean
await (DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  gboolean ok;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  ok = dex_future_get_value (future, &error) != NULL;
  if (!ok)
    g_critical ("%s", error->message);
  dex_unref (future);
  return ok;
}

static char *
made_up_text (GRand *rand, guint n_words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      if (g_rand_int_range (rand, 0, 400) == 0)
        g_string_append (text, dense_words[g_rand_int_range (rand, 0, G_N_ELEMENTS (dense_words))]);
      else if (g_rand_int_range (rand, 0, 4) == 0)
        g_string_append_printf (text, "w%d", g_rand_int_range (rand, 0, 20000));
      else
        g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
    }
  return g_string_free_and_steal (text);
}

static gboolean
add_chat (AlcoveStore *store, GRand *rand, guint nth, guint n_messages, gint64 when)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (GPtrArray) messages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);

  chat->title = made_up_text (rand, 5);
  chat->title_source = ALCOVE_TITLE_FROM_PROMPT;
  chat->created_at = chat->updated_at = when;
  chat->is_pinned = nth % 500 == 0;
  chat->model = g_strdup (nth % 1000 == 7 ? "seldom-used" : models[nth % G_N_ELEMENTS (models)]);
  for (guint i = 0; i < n_messages; i++)
    {
      AlcoveMessageRecord *message = alcove_message_record_new (
          i % 2 ? ALCOVE_ROLE_ASSISTANT : ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE);
      g_autofree char *text = made_up_text (rand, i % 2 ? 90 : 20);

      message->id = alcove_id_new ();
      message->model = i % 2 ? g_strdup (chat->model) : NULL;
      if (i > 0)
        message->parent_id
            = g_strdup (((AlcoveMessageRecord *) g_ptr_array_index (messages, i - 1))->id);
      message->created_at = when + (gint64) i * 1000;
      if (i % 2)
        {
          message->tokens_in = 30 + g_rand_int_range (rand, 0, 200);
          message->tokens_out = 120 + g_rand_int_range (rand, 0, 80);
          message->cost = (double) message->tokens_out * 2e-6;
          message->ttft_us = 300000;
          message->duration_us = message->tokens_out * 20000;
        }
      g_ptr_array_add (message->parts, alcove_part_new (ALCOVE_PART_TEXT, text));
      g_ptr_array_add (messages, message);
    }
  return await (alcove_store_import_chat (store, chat, messages));
}

static gboolean
fill (AlcoveStore *store, guint n_chats, guint n_messages)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  gint64 now = g_get_real_time () / 1000;

  if (!await (alcove_store_open (store)))
    return FALSE;
  for (guint i = 0; i < n_chats; i++)
    if (!add_chat (store, rand, i, n_messages, now - (gint64) (n_chats - i) * 600000))
      return FALSE;
  return await (alcove_store_set_meta (store, "save_history", "1"))
         && await (alcove_store_close (store));
}

int
main (int argc, char **argv)
{
  g_autoptr (AlcoveVault) vault = alcove_vault_new (NULL);
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (g_getenv ("ALCOVE_API_KEY"));
  g_autoptr (AlcoveAccount) account = NULL;
  g_autoptr (AlcoveStore) store = NULL;
  g_autoptr (AlcoveKeyring) keyring = NULL;
  g_autoptr (AlcoveCredential) credential = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 3 && argc != 4)
    return 2;
  dex_init ();
  account = alcove_vault_open (vault, key, NULL, &error);
  if (account == NULL)
    {
      g_critical ("%s", error->message);
      return 1;
    }
  store = alcove_store_new (account);
  if (!fill (store, (guint) atoi (argv[1]), (guint) atoi (argv[2])))
    return 1;
  if (argc == 3)
    return 0;
  keyring = alcove_keyring_new ();
  credential
      = alcove_credential_new ("000102030405060708090a0b0c0d0e0f", "Bench", argv[3], key, NULL);
  return await (alcove_keyring_store (keyring, credential)) ? 0 : 1;
}
