/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* backup, restore from one, recover: the care of a history. In fibers of the main thread. */

#include "alcove-cli.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "alcove-error.h"

/* What a command does with the account's history, and what it prints. */
typedef gboolean (*Care) (AlcoveCli *cli, AlcoveSession *session, GError **error);

/* In a fiber. */
static AlcoveCliStatus
take_care (AlcoveCli *cli, Care care)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveSession) session = alcove_cli_open (cli, TRUE, &error);
  AlcoveCliStatus status = ALCOVE_CLI_OK;

  if (session == NULL || !care (cli, session, &error))
    status = alcove_cli_fail (cli, error);
  if (session != NULL)
    dex_await (alcove_session_close (session), NULL);
  return status;
}

static gboolean
write_backup (AlcoveCli *cli, AlcoveSession *session, GError **error)
{
  AlcoveStore *store = alcove_cli_get_history (session, error);
  const char *path = cli->arguments[0];
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GStatBuf status;

  if (store == NULL || !dex_await (alcove_store_back_up (store, path), error))
    return FALSE;
  if (!cli->json)
    return TRUE;
  json_builder_begin_object (builder);
  alcove_cli_add_string (builder, "file", path);
  alcove_cli_add_number (builder, "bytes", g_stat (path, &status) == 0 ? status.st_size : 0);
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
  return TRUE;
}

/**
 * alcove_cli_backup:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_backup (AlcoveCli *cli)
{
  return take_care (cli, write_backup);
}

static char *
tell_chats (gint64 n, gboolean is_dry)
{
  g_autofree char *restored = g_strdup_printf (
      ngettext ("%u chat was restored", "%u chats were restored", (gulong) n), (guint) n);

  if (is_dry)
    return g_strdup_printf (ngettext ("It brings %u chat.", "It brings %u chats.", (gulong) n),
                            (guint) n);
  return g_strdup_printf (C_ ("error", "%s."), restored);
}

static char *
tell_merge (const AlcoveMerge *merge, gboolean is_dry)
{
  g_autofree char *chats = tell_chats (merge->chats, is_dry);
  g_autofree char *messages = g_strdup_printf (
      ngettext ("%u message is new.", "%u messages are new.", (gulong) merge->messages),
      (guint) merge->messages);
  g_autofree char *there = g_strdup_printf (
      ngettext ("%u message is here already and stays as it is.",
                "%u messages are here already and stay as they are.", (gulong) merge->duplicates),
      (guint) merge->duplicates);

  return g_strdup_printf ("%s %s %s\n", chats, messages, there);
}

static void
print_merge (AlcoveCli *cli, const AlcoveMerge *merge)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      g_autofree char *line = tell_merge (merge, cli->dry_run);

      alcove_cli_write (line);
      return;
    }
  json_builder_begin_object (builder);
  alcove_cli_add_string (builder, "format", "alcove-backup");
  alcove_cli_add_number (builder, "chats", merge->chats);
  alcove_cli_add_number (builder, "messages", merge->messages);
  alcove_cli_add_number (builder, "duplicates", merge->duplicates);
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
}

static DexFuture *
begin_merge (AlcoveCli *cli, AlcoveStore *store, const char *path)
{
  if (cli->old_key != NULL)
    return alcove_store_merge_older (store, path, cli->old_key, cli->dry_run);
  return cli->dry_run ? alcove_store_preview_backup (store, path)
                      : alcove_store_restore (store, path);
}

static gboolean
merge_backup (AlcoveCli *cli, AlcoveSession *session, GError **error)
{
  AlcoveStore *store = alcove_cli_get_history (session, error);
  const char *path = cli->arguments[0];
  g_autoptr (AlcoveMerge) merge = NULL;

  if (store == NULL)
    return FALSE;
  merge = dex_await_boxed (begin_merge (cli, store, path), error);
  if (merge == NULL)
    return FALSE;
  print_merge (cli, merge);
  return TRUE;
}

/**
 * alcove_cli_restore:
 * @cli: what was typed: a chat's id, or a backup
 *
 * Brings a chat back from the trash, or all that a backup has and the history lacks.
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_restore (AlcoveCli *cli)
{
  cli->old_key = alcove_cli_take_key ("ALCOVE_OLD_API_KEY");
  if (!g_uuid_string_is_valid (cli->arguments[0]))
    return take_care (cli, merge_backup);
  if (!cli->dry_run)
    return alcove_cli_restore_chat (cli);
  alcove_cli_say ("%s", _ ("--dry-run is for a backup, not for a chat."));
  return ALCOVE_CLI_USAGE;
}

static char *
name_chats (gint64 n)
{
  return g_strdup_printf (ngettext ("%u chat", "%u chats", (gulong) n), (guint) n);
}

static char *
name_messages (gint64 n)
{
  return g_strdup_printf (ngettext ("%u message", "%u messages", (gulong) n), (guint) n);
}

static char *
tell_recovery (const AlcoveRecovery *recovery)
{
  g_autofree char *chats = name_chats (recovery->chats_saved);
  g_autofree char *messages = name_messages (recovery->messages_saved);
  g_autofree char *lost_chats = name_chats (recovery->chats_lost);
  g_autofree char *lost_messages = name_messages (recovery->messages_lost);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Saved: %s, %s."), chats, messages);
  g_string_append_c (text, '\n');
  if (recovery->chats_lost > 0 || recovery->messages_lost > 0)
    {
      g_string_append_printf (text, _ ("Known to be lost: %s, %s."), lost_chats, lost_messages);
      g_string_append_c (text, '\n');
    }
  if (recovery->backup != NULL)
    g_string_append_printf (
        text, "%s\n", _ ("Nothing of the damaged file could be read; this is its last backup."));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
print_recovery (AlcoveCli *cli, const AlcoveRecovery *recovery)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      g_autofree char *line = tell_recovery (recovery);

      alcove_cli_write (line);
      return;
    }
  json_builder_begin_object (builder);
  alcove_cli_add_number (builder, "chats_saved", recovery->chats_saved);
  alcove_cli_add_number (builder, "chats_lost", recovery->chats_lost);
  alcove_cli_add_number (builder, "messages_saved", recovery->messages_saved);
  alcove_cli_add_number (builder, "messages_lost", recovery->messages_lost);
  alcove_cli_add_number (builder, "parts_lost", recovery->parts_lost);
  alcove_cli_add_string (builder, "set_aside", recovery->set_aside);
  alcove_cli_add_string (builder, "backup", recovery->backup);
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
}

/* Only what does not open is recovered: a good history is left alone. */
static gboolean
recover_history (AlcoveCli *cli, AlcoveSession *session, GError **error)
{
  AlcoveAccount *account = alcove_session_get_account (session);
  const GError *damage = alcove_session_get_store_error (session);
  g_autoptr (AlcoveStore) store = NULL;
  g_autoptr (AlcoveRecovery) recovery = NULL;

  if (account == NULL || !g_error_matches (damage, ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT))
    {
      g_set_error_literal (error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                           _ ("The history is not damaged: there is nothing to recover."));
      return FALSE;
    }
  store = alcove_store_new (account);
  recovery = dex_await_boxed (alcove_store_recover (store), error);
  if (recovery == NULL)
    return FALSE;
  print_recovery (cli, recovery);
  return dex_await (alcove_store_close (store), error);
}

/**
 * alcove_cli_recover:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_recover (AlcoveCli *cli)
{
  return take_care (cli, recover_history);
}
