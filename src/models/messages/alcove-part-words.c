/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the parts of a message say in words, as it is shown and looked through. Pure; any thread. */

#include "alcove-part-words.h"

#include <string.h>

#include "alcove-hidden-characters.h"
#include "alcove-json-indent.h"

static const char *
language_of (const AlcovePart *part)
{
  const char *dot = part->name ? strrchr (part->name, '.') : NULL;

  if (part->kind == ALCOVE_PART_FILE)
    return dot ? dot + 1 : NULL;
  return part->text && (*part->text == '{' || *part->text == '[') ? "json" : NULL;
}

/**
 * alcove_part_words_new_block:
 * @part: an image, a file, a call or a result
 *
 * Returns: (transfer full): its words as a block of code, without text where it has none
 */
AlcoveBlock *
alcove_part_words_new_block (const AlcovePart *part)
{
  g_autofree char *text = NULL;

  if (part->text == NULL)
    return alcove_block_new_plain (ALCOVE_BLOCK_CODE, "", NULL);
  text = part->kind == ALCOVE_PART_FILE ? g_strdup (part->text) : alcove_json_indent (part->text);
  return alcove_block_new_plain (ALCOVE_BLOCK_CODE, text, language_of (part));
}

/**
 * alcove_part_words_dup_title:
 * @source: a citation
 * @url: its address
 *
 * Returns: (transfer full): what it is called in the list of sources
 */
char *
alcove_part_words_dup_title (const AlcovePart *source, const char *url)
{
  const gboolean has_title = source->text != NULL && *source->text != '\0';

  return alcove_hidden_characters_reveal (has_title ? source->text : url, -1, NULL);
}
