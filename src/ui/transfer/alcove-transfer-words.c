/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The words of exports and imports in the reader's language. Main thread. */

#include "alcove-transfer-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define NAME_CHARACTERS 60

/**
 * alcove_transfer_words_get:
 *
 * Returns: (transfer none): what a readable export calls things
 */
const AlcoveExportWords *
alcove_transfer_words_get (void)
{
  static AlcoveExportWords words;

  if (words.you != NULL)
    return &words;
  words = (AlcoveExportWords) {
    .untitled = _ ("New Chat"),
    .you = C_ ("export", "You"),
    .assistant = C_ ("export", "Assistant"),
    .system = C_ ("export", "System prompt"),
    .tool = C_ ("export", "Tool"),
    .reasoning = C_ ("export", "Reasoning"),
    .refusal = C_ ("export", "Refused"),
    .tool_call = C_ ("export", "Tool call"),
    .tool_result = C_ ("export", "Tool result"),
    .attachment = C_ ("export", "Attachment"),
    .source = C_ ("export", "Source"),
    .stopped = C_ ("export", "stopped"),
    .truncated = C_ ("export", "cut off"),
    .interrupted = C_ ("export", "interrupted"),
    .failed = C_ ("export", "failed"),
  };
  return &words;
}

/**
 * alcove_transfer_words_dup_file_name:
 * @name: what a chat is called
 * @suffix: of the file
 *
 * Returns: (transfer full): a name that a file may have
 */
char *
alcove_transfer_words_dup_file_name (const char *name, const char *suffix)
{
  g_autofree char *start
      = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), NAME_CHARACTERS));

  g_strdelimit (start, "/\\:*?\"<>|%#\n\r\t", '-');
  g_strstrip (start);
  while (*start == '.' || *start == '-')
    memmove (start, start + 1, strlen (start));
  return g_strconcat (*start ? start : _ ("Alcove Chats"), suffix, NULL);
}

/**
 * alcove_transfer_words_get_reason:
 * @reason: why an entry was skipped, as a report tells it
 *
 * Returns: (transfer none): that in words
 */
const char *
alcove_transfer_words_get_reason (const char *reason)
{
  static const struct
  {
    const char *reason;
    const char *words;
  } reasons[] = {
    { "broken", N_ ("It is broken") },
    { "empty", N_ ("It has no messages") },
    { "too-large", N_ ("It is too large") },
    { "cyclic", N_ ("Its messages answer each other in a circle") },
    { "incomplete", N_ ("The file ends within it") },
    { "conflict", N_ ("The history has something else by its name") },
    { "not-written", N_ ("The other program has not written it into its file: close it first") },
    { "unknown-format", N_ ("It is not a file of chats that Alcove knows") },
    { "locked", N_ ("It is locked with a password") },
    { "unsafe-file", N_ ("It would run something when it is read") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].reason, reason) == 0)
      return _ (reasons[i].words);
  return reason;
}

/**
 * alcove_transfer_words_get_format:
 * @format: (nullable): the name of a format
 *
 * Returns: (transfer none): where such files come from
 */
const char *
alcove_transfer_words_get_format (const char *format)
{
  static const struct
  {
    const char *format;
    const char *words;
  } formats[] = {
    { "alcove", "Alcove" },         { "chatgpt", "ChatGPT" },     { "claude", "Claude" },
    { "open-webui", "Open WebUI" }, { "librechat", "LibreChat" }, { "chatbot-ui", "Chatbot UI" },
    { "alpaca", "Alpaca" },         { "newelle", "Newelle" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].format, format) == 0)
      return formats[i].words;
  if (g_strcmp0 (format, "several") == 0)
    return C_ ("import", "several programs");
  return format ? format : C_ ("import", "no chats");
}
