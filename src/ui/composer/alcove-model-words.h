/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-model.h"

G_BEGIN_DECLS

char *alcove_model_words_dup (AlcoveModel *model);

G_END_DECLS
