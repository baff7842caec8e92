/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-session.h"

G_BEGIN_DECLS

/* Whether a model writes the titles of an account's chats, and which: a group of the preferences. */
#define ALCOVE_TYPE_TITLES_GROUP (alcove_titles_group_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveTitlesGroup, alcove_titles_group, ALCOVE, TITLES_GROUP,
                      AdwPreferencesGroup)

void alcove_titles_group_set_session (AlcoveTitlesGroup *self, AlcoveSession *session);

G_END_DECLS
