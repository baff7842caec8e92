/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the file system and GIO say of a file of the user's, as an error of ours. Any thread. */

#include "alcove-file-error.h"

#include "alcove-error.h"

/**
 * alcove_file_error_translate:
 * @error: (inout) (nullable): what was said, or nothing
 *
 * A full disk is %ALCOVE_ERROR_DISK_FULL, anything else %ALCOVE_ERROR_FILE; cancelling and our own errors stay.
 */
void
alcove_file_error_translate (GError **error)
{
  g_autoptr (GError) said = NULL;

  if (error == NULL || *error == NULL || (*error)->domain != G_IO_ERROR
      || (*error)->code == G_IO_ERROR_CANCELLED)
    return;
  said = g_steal_pointer (error);
  g_set_error_literal (error, ALCOVE_ERROR,
                       said->code == G_IO_ERROR_NO_SPACE ? ALCOVE_ERROR_DISK_FULL
                                                         : ALCOVE_ERROR_FILE,
                       said->message);
}
