/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The formats that can be read from JSON. They are known by what an element holds, never by the name of a file. */

#include "alcove-import-format.h"

/* The first that matches is taken, so the stricter ones come first. */
static const AlcoveImportFormat *const formats[] = {
  &alcove_format_alcove,    &alcove_format_chatgpt,   &alcove_format_claude,
  &alcove_format_newelle,   &alcove_format_openwebui, &alcove_format_librechat,
  &alcove_format_chatbotui, &alcove_format_alpaca,
};

/**
 * alcove_import_format_find:
 * @element: an element of a file
 *
 * Returns: (nullable) (transfer none): the format that it is of
 */
const AlcoveImportFormat *
alcove_import_format_find (JsonNode *element)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i]->matches (element))
      return formats[i];
  return NULL;
}

/**
 * alcove_import_format_join:
 * @one: (nullable): the name of a format
 * @other: (nullable): another one
 *
 * Returns: (nullable) (transfer none): the one that there is, "several" where they differ
 */
const char *
alcove_import_format_join (const char *one, const char *other)
{
  if (one == NULL || other == NULL)
    return one ? one : other;
  return g_str_equal (one, other) ? one : "several";
}
