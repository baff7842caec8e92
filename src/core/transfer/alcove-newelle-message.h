/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-foreign-chat.h"

G_BEGIN_DECLS

#define ALCOVE_NEWELLE_FORMAT "newelle"

void alcove_newelle_message_add (AlcoveForeignChat *chat, const char *user, const char *text);

G_END_DECLS
