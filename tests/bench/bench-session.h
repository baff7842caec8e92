/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-session.h"

G_BEGIN_DECLS

/* The account of the key in ALCOVE_API_KEY, below XDG_DATA_HOME; it is open when this returns. */
AlcoveSession *bench_open_session (void);

G_END_DECLS
