/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What kind of image a file is, and what such a file is called. Pure; any thread. Its own first bytes say it; what
 * it is said to be counts only where they do not tell. */

#include "alcove-image-kind.h"

#include <string.h>

#define DATA "data:"
#define IMAGE "image/"
#define LONGEST_ENDING 5

/**
 * alcove_image_kind_sniff:
 * @bytes: a file
 *
 * Returns: (nullable): its media type by its first bytes, where it is one of the kinds that every provider takes and
 *   that can be shown
 */
const char *
alcove_image_kind_sniff (GBytes *bytes)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  if (size > 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "image/png";
  if (size > 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return "image/jpeg";
  if (size > 6 && (memcmp (data, "GIF87a", 6) == 0 || memcmp (data, "GIF89a", 6) == 0))
    return "image/gif";
  if (size > 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return "image/webp";
  return NULL;
}

/* "svg" of "image/svg+xml", also of "data:image/svg+xml;base64,…"; NULL where that is no ending of a file. */
static char *
dup_ending (const char *kind)
{
  static const char *const other[][2]
      = { { "jpeg", "jpg" }, { "icon", "ico" }, { "vnd.microsoft.icon", "ico" } };
  g_autofree char *subtype = NULL;

  if (g_ascii_strncasecmp (kind, DATA, strlen (DATA)) == 0)
    kind += strlen (DATA);
  if (g_ascii_strncasecmp (kind, IMAGE, strlen (IMAGE)) != 0)
    return NULL;
  kind += strlen (IMAGE);
  if (g_ascii_strncasecmp (kind, "x-", 2) == 0)
    kind += 2;
  subtype = g_ascii_strdown (kind, (gssize) strcspn (kind, "+;, "));
  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    if (g_str_equal (subtype, other[i][0]))
      return g_strdup (other[i][1]);
  for (const char *p = subtype; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      return NULL;
  return *subtype != '\0' && strlen (subtype) <= LONGEST_ENDING ? g_steal_pointer (&subtype) : NULL;
}

static gboolean
is_ending (const char *written, const char *ending)
{
  static const char *const same[][2] = { { "jpeg", "jpg" }, { "jpe", "jpg" }, { "tif", "tiff" } };

  if (g_ascii_strcasecmp (written, ending) == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    if (g_ascii_strcasecmp (written, same[i][0]) == 0 && g_str_equal (ending, same[i][1]))
      return TRUE;
  return FALSE;
}

/* The length of a name without the ending of an image, which would be another than what it is. */
static gsize
stem_length (const char *name, const char *dot)
{
  static const char *const endings[] = { "png", "jpg",  "jpeg", "jpe",  "gif",  "webp", "svg",
                                         "bmp", "tiff", "tif",  "avif", "heic", "ico",  "jxl" };

  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_ascii_strcasecmp (dot + 1, endings[i]) == 0)
      return (gsize) (dot - name);
  return strlen (name);
}

/**
 * alcove_image_kind_name_file:
 * @name: what the image is called
 * @declared: (nullable): what it is said to be: a media type, or a "data:" address
 * @bytes: what it is
 *
 * Returns: (transfer full): @name with the ending that such a file has; @name where that is not known
 */
char *
alcove_image_kind_name_file (const char *name, const char *declared, GBytes *bytes)
{
  const char *sniffed = alcove_image_kind_sniff (bytes);
  const char *kind = sniffed ? sniffed : declared;
  g_autofree char *ending = kind ? dup_ending (kind) : NULL;
  const char *dot = strrchr (name, '.');

  if (ending == NULL || (dot != NULL && is_ending (dot + 1, ending)))
    return g_strdup (name);
  return g_strdup_printf ("%.*s.%s", (int) stem_length (name, dot), name, ending);
}
