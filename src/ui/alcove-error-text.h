/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-error.h"

G_BEGIN_DECLS

const char *alcove_error_text_sentence (AlcoveError code);
const char *alcove_error_text_remedy (AlcoveError code);
char *alcove_error_text_dup (const GError *error);
char *alcove_error_text_dup_for_code (AlcoveError code, const char *reason);
char *alcove_error_text_dup_details (const GError *error);
const char *alcove_error_text_get_help_page (const GError *error);

G_END_DECLS
