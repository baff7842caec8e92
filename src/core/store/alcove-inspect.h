/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-history.h"

G_BEGIN_DECLS

char **alcove_inspect (AlcoveHistory *history, GError **error);

G_END_DECLS
