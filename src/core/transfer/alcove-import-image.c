/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Pictures that come with a chat, as parts of a message. What they are their own bytes say. Pure; any thread. */

#include "alcove-import-image.h"

#include <string.h>

#include "alcove-data-image.h"
#include "alcove-image-kind.h"

/**
 * alcove_import_image_from_bytes:
 * @bytes: a file
 * @name: (nullable): what it is called
 * @mime: (nullable): what it is said to be, where its bytes do not tell
 *
 * Returns: (transfer full): a picture where it is one that can be shown, else a file
 */
AlcovePart *
alcove_import_image_from_bytes (GBytes *bytes, const char *name, const char *mime)
{
  const char *kind = alcove_image_kind_sniff (bytes);

  return alcove_part_new_data (kind ? ALCOVE_PART_IMAGE : ALCOVE_PART_FILE, name,
                               kind   ? kind
                               : mime ? mime
                                      : "application/octet-stream",
                               bytes);
}

/**
 * alcove_import_image_from_url:
 * @url: (nullable): an address
 * @name: (nullable): what it is called
 *
 * Returns: (transfer full) (nullable): what a `data:image/…` address carries; nothing is ever fetched
 */
AlcovePart *
alcove_import_image_from_url (const char *url, const char *name)
{
  g_autoptr (GBytes) bytes = url ? alcove_data_image_decode (url, strlen (url)) : NULL;

  return bytes ? alcove_import_image_from_bytes (bytes, name, NULL) : NULL;
}
