/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* folders, folder, rename-folder, delete-folder, move, duplicate: where chats stand. In fibers of the main thread. */

#include "alcove-cli.h"

#include <glib/gi18n.h>

#include "alcove-error.h"
#include "alcove-usage-text.h"

static void
add_folder (JsonBuilder *builder, const char *id, const char *name, gint64 n_chats)
{
  json_builder_begin_object (builder);
  alcove_cli_add_string (builder, "id", id);
  alcove_cli_add_string (builder, "name", name);
  if (n_chats >= 0)
    alcove_cli_add_number (builder, "chats", n_chats);
  json_builder_end_object (builder);
}

static void
print_folders_json (GPtrArray *folders)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "folders");
  json_builder_begin_array (builder);
  for (guint i = 0; i < folders->len; i++)
    {
      const AlcoveFolderRecord *folder = g_ptr_array_index (folders, i);

      add_folder (builder, folder->id, folder->name, folder->n_chats);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
}

static void
print_folders (GPtrArray *folders)
{
  g_autoptr (AlcoveCliTable) table = alcove_cli_table_new ("lrl");

  for (guint i = 0; i < folders->len; i++)
    {
      const AlcoveFolderRecord *folder = g_ptr_array_index (folders, i);
      g_autofree char *n = alcove_usage_text_dup_number (folder->n_chats);

      alcove_cli_table_add (table, folder->id, n, folder->name);
    }
  alcove_cli_table_write (table);
}

static gboolean
list (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  g_autoptr (GPtrArray) folders = dex_await_boxed (alcove_store_list_folders (store), error);

  if (folders == NULL)
    return FALSE;
  if (cli->json)
    {
      print_folders_json (folders);
      return TRUE;
    }
  print_folders (folders);
  return TRUE;
}

/**
 * alcove_cli_folders:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_folders (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, list);
}

static void
print_folder (AlcoveCli *cli, const char *id, const char *name)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    return;
  add_folder (builder, id, name, -1);
  alcove_cli_print_json (builder);
}

static gboolean
create (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  const char *name = cli->arguments[0];
  g_autofree char *id = dex_await_string (alcove_store_create_folder (store, name), error);
  g_autofree char *line = NULL;

  if (id == NULL)
    return FALSE;
  line = g_strconcat (id, "\n", NULL);
  if (cli->json)
    print_folder (cli, id, name);
  else
    alcove_cli_write (line);
  return alcove_cli_check_output (error);
}

/**
 * alcove_cli_folder:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_folder (AlcoveCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveSession) session = alcove_cli_open (cli, TRUE, &error);
  AlcoveStore *store = session ? alcove_cli_get_history (session, &error) : NULL;
  gboolean ok = store != NULL;

  /* The first chat makes the file: before, a folder would go with this process. */
  if (ok && !alcove_account_exists (alcove_session_get_account (session)))
    {
      g_set_error_literal (&error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_NOT_FOUND,
                           _ ("Nothing is saved yet: make a folder once there is a saved chat."));
      ok = FALSE;
    }
  ok = ok && create (cli, store, &error);
  if (session != NULL)
    dex_await (alcove_session_close (session), NULL);
  return ok ? ALCOVE_CLI_OK : alcove_cli_fail (cli, error);
}

/* In a fiber. By id, or by a name that only one has. */
char *
alcove_cli_find_folder (AlcoveStore *store, const char *word, GError **error)
{
  g_autoptr (GPtrArray) folders = dex_await_boxed (alcove_store_list_folders (store), error);
  const AlcoveFolderRecord *found = NULL;
  guint n_found = 0;

  if (folders == NULL)
    return NULL;
  for (guint i = 0; i < folders->len; i++)
    {
      const AlcoveFolderRecord *folder = g_ptr_array_index (folders, i);

      if (g_str_equal (folder->id, word))
        return g_strdup (word);
      if (g_str_equal (folder->name, word) && ++n_found)
        found = folder;
    }
  if (n_found == 1)
    return g_strdup (found->id);
  g_set_error_literal (error, ALCOVE_CLI_ERROR,
                       n_found ? ALCOVE_ERROR_INVALID_INPUT : ALCOVE_ERROR_NOT_FOUND,
                       n_found ? _ ("Several folders have this name: use an id.")
                               : _ ("There is no folder with this name."));
  return NULL;
}

static gboolean
rename_folder (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  g_autofree char *id = alcove_cli_find_folder (store, cli->arguments[0], error);

  if (id == NULL || !dex_await (alcove_store_rename_folder (store, id, cli->arguments[1]), error))
    return FALSE;
  print_folder (cli, id, cli->arguments[1]);
  return TRUE;
}

/**
 * alcove_cli_rename_folder:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_rename_folder (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, rename_folder);
}

static gboolean
delete_folder (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  g_autofree char *id = alcove_cli_find_folder (store, cli->arguments[0], error);

  return id != NULL && dex_await (alcove_store_delete_folder (store, id), error);
}

/**
 * alcove_cli_delete_folder:
 * @cli: what was typed
 *
 * Its chats stay.
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_delete_folder (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, delete_folder);
}

static gboolean
move (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  const char *ids[] = { cli->arguments[0], NULL };
  const char *word = cli->arguments[1];
  g_autofree char *folder = NULL;
  g_autoptr (AlcoveChatRecord) chat
      = dex_await_boxed (alcove_store_get_chat (store, ids[0]), error);

  if (chat == NULL)
    return FALSE;
  if (*word != '\0' && (folder = alcove_cli_find_folder (store, word, error)) == NULL)
    return FALSE;
  return dex_await (alcove_store_change_chats (store, ids, ALCOVE_CHAT_CHANGE_MOVE, folder), error)
         && alcove_cli_print_chat (cli, store, ids[0], error);
}

/**
 * alcove_cli_move:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_move (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, move);
}

static gboolean
duplicate (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  g_autoptr (AlcoveChatRecord) copy
      = dex_await_boxed (alcove_store_duplicate_chat (store, cli->arguments[0]), error);
  g_autofree char *line = NULL;

  if (copy == NULL)
    return FALSE;
  line = g_strconcat (copy->id, "\n", NULL);
  if (cli->json)
    return alcove_cli_print_chat (cli, store, copy->id, error);
  alcove_cli_write (line);
  return alcove_cli_check_output (error);
}

/**
 * alcove_cli_duplicate:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_duplicate (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, duplicate);
}
