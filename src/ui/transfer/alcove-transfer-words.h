/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-export-words.h"

G_BEGIN_DECLS

const AlcoveExportWords *alcove_transfer_words_get (void);
char *alcove_transfer_words_dup_file_name (const char *name, const char *suffix);
const char *alcove_transfer_words_get_reason (const char *reason);
const char *alcove_transfer_words_get_format (const char *format);

G_END_DECLS
