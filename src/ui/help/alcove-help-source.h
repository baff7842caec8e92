/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block.h"

G_BEGIN_DECLS

/* The names of all pages, in the order in which they are listed; NULL ends them. */
const char *const *alcove_help_source_get_names (void);
/* The page that a link of a help page leads to; NULL where it leads out of the help. */
const char *alcove_help_source_find (const char *target);
/* (transfer full) (element-type AlcoveBlock): in the best of languages, NULL where there is no such page. */
GPtrArray *alcove_help_source_load (const char *name, const char *const *languages);
/* (transfer full): the title of a page; it is taken out of its blocks. */
char *alcove_help_source_steal_title (GPtrArray *blocks);

G_END_DECLS
