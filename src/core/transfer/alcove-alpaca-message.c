/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What Alpaca's database and its JSON have in common. Pure; any thread. */

#include "alcove-alpaca-message.h"

#include <stdio.h>

#include "alcove-import-image.h"
#include "alcove-import-message.h"
#include "alcove-import-time.h"

/**
 * alcove_alpaca_parse_time:
 * @text: (nullable): a date as Alpaca writes it, `2025/06/01 10:00:00` in the zone of its computer; early versions
 *   wrote no seconds
 *
 * Returns: Unix milliseconds, 0 for what is no time
 */
gint64
alcove_alpaca_parse_time (const char *text)
{
  int year, month, day, hour, minute, second = 0;
  g_autoptr (GDateTime) date = NULL;

  if (text == NULL)
    return 0;
  if (sscanf (text, "%4d/%2d/%2d %2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second) < 5)
    return alcove_import_time_parse (text);
  date = g_date_time_new_local (year, month, day, hour, minute, second);
  return date && g_date_time_to_unix (date) > 0 ? g_date_time_to_unix (date) * 1000 : 0;
}

/* Pictures and sounds stand there in base64. */
static void
add_bytes (AlcoveMessageRecord *message, const char *name, const char *content)
{
  gsize size = 0;
  guchar *data;
  g_autoptr (GBytes) bytes = NULL;

  if (alcove_import_add_image (message, content, name))
    return;
  if (*content == '\0')
    return;
  data = g_base64_decode (content, &size);
  bytes = g_bytes_new_take (data, size);
  if (size > 0)
    g_ptr_array_add (message->parts, alcove_import_image_from_bytes (bytes, name, NULL));
  else
    alcove_import_add_file (message, name, NULL);
}

/**
 * alcove_alpaca_add_attachment:
 * @message: a message
 * @type: (nullable): what Alpaca calls its kind
 * @name: (nullable): what it is called
 * @content: (nullable): its text, or base64
 */
void
alcove_alpaca_add_attachment (AlcoveMessageRecord *message, const char *type, const char *name,
                              const char *content)
{
  if (type == NULL || content == NULL)
    return;
  /* A table of how long it took, in the words of its language. */
  if (g_str_equal (type, "metadata"))
    return;
  if (g_str_equal (type, "thought"))
    alcove_import_add_reasoning (message, content);
  else if (g_str_equal (type, "tool"))
    alcove_import_add_result (message, name, content);
  else if (g_str_equal (type, "link"))
    alcove_import_add_citation (message, name, content);
  else if (g_str_equal (type, "image") || g_str_equal (type, "audio"))
    add_bytes (message, name, content);
  else
    alcove_import_add_file (message, name, content);
}
