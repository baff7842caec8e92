/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>
#include <libdex.h>

#include "alcove-enums.h"
#include "alcove-error.h"
#include "alcove-session-private.h"

G_BEGIN_DECLS

typedef enum
{
  ALCOVE_CLI_OK = 0,
  ALCOVE_CLI_FAILED = 1,
  ALCOVE_CLI_USAGE = 2,
} AlcoveCliStatus;

/* Of a command's own: the codes are those of ALCOVE_ERROR, the message is a sentence for the person. Usage has
 * G_OPTION_ERROR, in the same way. */
#define ALCOVE_CLI_ERROR (alcove_cli_error_quark ())
GQuark alcove_cli_error_quark (void);

typedef struct _AlcoveCliTable AlcoveCliTable;

/* What was typed after "alcove-cli". */
typedef struct
{
  const char *command;
  char *account;
  char *base_url;
  char *model;
  char *system;
  char *chat;
  char *folder;
  int limit;
  gboolean save;
  gboolean no_save;
  gboolean json;
  gboolean key_stdin;
  gboolean trash;
  gboolean dry_run;
  gboolean archived;
  gboolean empty;
  gboolean off;
  gboolean by_rank;
  gboolean csv;
  gboolean for_good;
  gboolean allow_plain_http;
  GStrv attach; /* files */
  gboolean make;
  gboolean revoke;
  AlcoveLockedBytes *new_key; /* from outside */
  AlcoveLockedBytes *old_key; /* the same, of a backup's time */
  char *trust;                /* a fingerprint, as typed */
  char *format;
  char *output;
  GStrv chats; /* nullable */
  GStrv arguments;
} AlcoveCli;

/* In a fiber. */
typedef AlcoveCliStatus (*AlcoveCliRun) (AlcoveCli *cli);

typedef struct
{
  const char *name;
  const char *usage;   /* to be translated, with the context "argument" */
  const char *summary; /* to be translated */
  guint n_arguments;
  const char *options; /* names of those beside the common ones, separated by commas */
  AlcoveCliRun run;
  gboolean takes_more; /* arguments, of the kind of the last one */
} AlcoveCliCommand;

AlcoveCliStatus alcove_cli_ask (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_chats (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_show (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_search (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_rename (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_title (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_delete (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_restore (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_backup (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_recover (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_new (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_pin (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_archive (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_model (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_trash (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_folders (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_folder (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_rename_folder (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_delete_folder (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_move (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_duplicate (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_stats (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_export (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_import (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_seal (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_doctor (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_recovery_key (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_replace_key (AlcoveCli *cli);
AlcoveCliStatus alcove_cli_reencrypt (AlcoveCli *cli);

/* alcove-cli-change.c */
AlcoveCliStatus alcove_cli_restore_chat (AlcoveCli *cli);

/* alcove-cli-options.c */
AlcoveCli *alcove_cli_parse (const AlcoveCliCommand *command, int argc, char **argv,
                             GError **error);
void alcove_cli_free (AlcoveCli *cli);
const char *alcove_cli_name_arguments (const AlcoveCliCommand *command);
char *alcove_cli_dup_help (const AlcoveCliCommand *command);

/* alcove-cli-account.c; in a fiber */
AlcoveAccountItem *alcove_cli_find_account (AlcoveCli *cli, gboolean *is_outside, GError **error);
AlcoveSession *alcove_cli_open (AlcoveCli *cli, gboolean with_vault, GError **error);
AlcoveStore *alcove_cli_get_history (AlcoveSession *session, GError **error);
char *alcove_cli_read_stdin (GError **error);
/* a key in the environment, without white space around it, wiped there; NULL for none */
AlcoveLockedBytes *alcove_cli_take_key (const char *variable);
/* the same, as it is */
AlcoveLockedBytes *alcove_cli_take_secret (const char *variable);
void alcove_cli_wipe_free (char *secret);

/* alcove-cli-history.c; in a fiber */
AlcoveCliStatus alcove_cli_with_history (AlcoveCli *cli,
                                         gboolean (*use) (AlcoveCli *, AlcoveStore *, GError **));
void alcove_cli_add_chat (JsonBuilder *builder, const AlcoveChatRecord *chat);

/* alcove-cli-organize.c and alcove-cli-folders.c; in a fiber */
gboolean alcove_cli_print_chat (AlcoveCli *cli, AlcoveStore *store, const char *id, GError **error);
char *alcove_cli_find_folder (AlcoveStore *store, const char *word, GError **error);

/* alcove-cli-table.c */
int alcove_cli_get_width (const char *text);
char *alcove_cli_dup_cell (const char *text);
AlcoveCliTable *alcove_cli_table_new (const char *sides);
void alcove_cli_table_add (AlcoveCliTable *self, const char *first, ...);
char *alcove_cli_table_dup_text (const AlcoveCliTable *self);
void alcove_cli_table_write (const AlcoveCliTable *self);
void alcove_cli_table_free (AlcoveCliTable *self);
char *alcove_cli_dup_time (gint64 ms);

/* alcove-cli-words.c */
void alcove_cli_choose_language (const AlcoveCli *cli);
AlcoveError alcove_cli_code_of (const GError *error);
char *alcove_cli_dup_sentence (const GError *error);
void alcove_cli_say_error (const GError *error);
void alcove_cli_say_code (const char *code, const char *note);
const char *alcove_cli_name_role (AlcoveRole role);
const char *alcove_cli_name_status (AlcoveStatus status);

/* alcove-cli-output.c */
AlcoveCliStatus alcove_cli_fail (AlcoveCli *cli, const GError *error);
void alcove_cli_say (const char *format, ...) G_GNUC_PRINTF (1, 2);
gboolean alcove_cli_write (const char *text);
gboolean alcove_cli_print_json (JsonBuilder *builder);
gboolean alcove_cli_check_output (GError **error);
AlcoveCliStatus alcove_cli_end (AlcoveCliStatus status);
void alcove_cli_add_string (JsonBuilder *builder, const char *name, const char *value);
void alcove_cli_add_number (JsonBuilder *builder, const char *name, gint64 value);
void alcove_cli_add_cost (JsonBuilder *builder, double value);
void alcove_cli_add_boolean (JsonBuilder *builder, const char *name, gboolean value);
void alcove_cli_add_time (JsonBuilder *builder, const char *name, gint64 ms);
void alcove_cli_add_error (JsonBuilder *builder, const char *code, const char *message);
void alcove_cli_add_tool_calls (JsonBuilder *builder, GPtrArray *parts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveCli, alcove_cli_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveCliTable, alcove_cli_table_free)

G_END_DECLS
