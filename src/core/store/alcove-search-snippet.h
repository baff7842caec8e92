/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The engine marks hits by bytes that no text of UTF-8 has. */
#define ALCOVE_SEARCH_RAW_BEFORE "\xfe"
#define ALCOVE_SEARCH_RAW_BEHIND "\xff"

char *alcove_search_snippet_new (const char *raw);

G_END_DECLS
