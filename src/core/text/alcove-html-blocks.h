/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block.h"

G_BEGIN_DECLS

void alcove_html_append_blocks (GString *html, GPtrArray *blocks, guint headings);
void alcove_html_append_markdown (GString *html, const char *markdown);
void alcove_html_append_run (GString *html, const AlcoveRun *run);
void alcove_html_append_escaped (GString *html, const char *text, gssize length);

G_END_DECLS
