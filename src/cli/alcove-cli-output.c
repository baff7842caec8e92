/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the commands print. Standard output carries the answer or one JSON object, nothing else; all that is said
 * to the person goes to standard error. On a terminal, control characters of a model's text are shown, not sent:
 * an answer must not move the cursor or rename the window. */

#include "alcove-cli.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "alcove-error.h"

/* Why standard output took not all, 0 while it did. */
static int output_errno;

static char *
make_harmless (const char *text)
{
  GString *harmless = g_string_new (NULL);

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) && c != '\n' && c != '\t')
        g_string_append_printf (harmless, "[U+%04X]", c);
      else
        g_string_append_unichar (harmless, c);
    }
  return g_string_free_and_steal (harmless);
}

/**
 * alcove_cli_say:
 * @format: what to say on standard error; never a key, never text of a chat
 * @...: its values
 */
void
alcove_cli_say (const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *harmless = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  harmless = make_harmless (text); /* a server's own reason may be in it */
  fprintf (stderr, "alcove-cli: %s\n", harmless);
}

static gboolean
put (const char *text)
{
  errno = 0;
  if (fputs (text, stdout) >= 0 && fflush (stdout) == 0)
    return TRUE;
  output_errno = errno ? errno : EIO;
  return FALSE;
}

/**
 * alcove_cli_write:
 * @text: UTF-8 for standard output
 *
 * Returns: whether it was written; the reader of a pipe may have gone
 */
gboolean
alcove_cli_write (const char *text)
{
  g_autofree char *harmless = isatty (STDOUT_FILENO) ? make_harmless (text) : NULL;

  return put (harmless ? harmless : text);
}

/**
 * alcove_cli_print_json:
 * @builder: a finished object
 *
 * Returns: whether it was written
 */
gboolean
alcove_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  return put (line);
}

/**
 * alcove_cli_check_output:
 * @error: %ALCOVE_ERROR_DISK_FULL or %ALCOVE_ERROR_FILE
 *
 * Returns: whether standard output took all that was printed so far
 */
gboolean
alcove_cli_check_output (GError **error)
{
  if (output_errno == 0)
    return TRUE;
  /* Translators: %s is what the system says */
  g_set_error (error, ALCOVE_CLI_ERROR,
               output_errno == ENOSPC ? ALCOVE_ERROR_DISK_FULL : ALCOVE_ERROR_FILE,
               _ ("Standard output did not take everything: %s."), g_strerror (output_errno));
  return FALSE;
}

/**
 * alcove_cli_end:
 * @status: of a command that has ended
 *
 * What was done and could not be told is a failure: a script that reads the answer must hear of it.
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_end (AlcoveCliStatus status)
{
  g_autoptr (GError) error = NULL;

  if (status != ALCOVE_CLI_OK || alcove_cli_check_output (&error))
    return status;
  alcove_cli_say ("%s", error->message);
  return ALCOVE_CLI_FAILED;
}

/**
 * alcove_cli_add_string:
 * @builder: an open object
 * @name: member
 * @value: (nullable): its value
 */
void
alcove_cli_add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/**
 * alcove_cli_add_number:
 * @builder: an open object
 * @name: member
 * @value: its value; null where it is below 0, which means unknown
 */
void
alcove_cli_add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  if (value >= 0)
    json_builder_add_int_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/**
 * alcove_cli_add_cost:
 * @builder: an open object
 * @value: US dollars; null where it is below 0, which means unknown
 */
void
alcove_cli_add_cost (JsonBuilder *builder, double value)
{
  json_builder_set_member_name (builder, "cost");
  if (value >= 0)
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/**
 * alcove_cli_add_boolean:
 * @builder: an open object
 * @name: member
 * @value: its value
 */
void
alcove_cli_add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/**
 * alcove_cli_add_time:
 * @builder: an open object
 * @name: member
 * @ms: Unix milliseconds, 0 for none
 *
 * As ISO 8601 in UTC.
 */
void
alcove_cli_add_time (JsonBuilder *builder, const char *name, gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (ms * 1000);
  g_autofree char *text
      = ms > 0 && time ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.%fZ") : NULL;

  /* %f has six digits; three are what is known */
  if (text != NULL && strlen (text) == strlen ("2026-01-01T00:00:00.000000Z"))
    memmove (text + 23, "Z", 2);
  alcove_cli_add_string (builder, name, text);
}

/**
 * alcove_cli_add_error:
 * @builder: an open object
 * @code: (nullable): a name of alcove_error_code_to_string(), %NULL for no error
 * @message: (nullable): what went wrong
 */
void
alcove_cli_add_error (JsonBuilder *builder, const char *code, const char *message)
{
  json_builder_set_member_name (builder, "error");
  if (code == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  alcove_cli_add_string (builder, "code", code);
  alcove_cli_add_string (builder, "message", message ? message : "");
  json_builder_end_object (builder);
}

static char *
id_of (const AlcovePart *part)
{
  g_autoptr (JsonNode) extra = part->extra ? json_from_string (part->extra, NULL) : NULL;

  if (extra == NULL || !JSON_NODE_HOLDS_OBJECT (extra))
    return NULL;
  return g_strdup (
      json_object_get_string_member_with_default (json_node_get_object (extra), "id", NULL));
}

/**
 * alcove_cli_add_tool_calls:
 * @builder: an open object
 * @parts: (nullable) (element-type AlcovePart): parts of a message
 */
void
alcove_cli_add_tool_calls (JsonBuilder *builder, GPtrArray *parts)
{
  json_builder_set_member_name (builder, "tool_calls");
  json_builder_begin_array (builder);
  for (guint i = 0; parts && i < parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (parts, i);
      g_autofree char *id = part->kind == ALCOVE_PART_TOOL_CALL ? id_of (part) : NULL;

      if (part->kind != ALCOVE_PART_TOOL_CALL)
        continue;
      json_builder_begin_object (builder);
      alcove_cli_add_string (builder, "id", id);
      alcove_cli_add_string (builder, "name", part->name);
      alcove_cli_add_string (builder, "arguments", part->text ? part->text : "");
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static gboolean
print_error (const GError *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *code = alcove_error_code_to_string (alcove_cli_code_of (error));

  json_builder_begin_object (builder);
  alcove_cli_add_error (builder, code, error->message);
  json_builder_end_object (builder);
  return alcove_cli_print_json (builder);
}

/**
 * alcove_cli_fail:
 * @cli: what was typed
 * @error: (nullable): why it could not be done; %NULL where standard output tells
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_fail (AlcoveCli *cli, const GError *error)
{
  g_autoptr (GError) unsaid = NULL;

  if (error == NULL && alcove_cli_check_output (&unsaid))
    g_set_error_literal (&unsaid, ALCOVE_ERROR, ALCOVE_ERROR_FAILED, "");
  if (error == NULL)
    error = unsaid;
  if (!cli->json || error->domain == G_OPTION_ERROR || !print_error (error))
    alcove_cli_say_error (error);
  return error->domain == G_OPTION_ERROR ? ALCOVE_CLI_USAGE : ALCOVE_CLI_FAILED;
}
