/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-model-info.h"
#include "alcove-model.h"

G_BEGIN_DECLS

AlcoveModel *alcove_model_new (AlcoveModelInfo *info);
AlcoveModelInfo *alcove_model_get_info (AlcoveModel *self);

/* The list as it is cached in the vault. */
char *alcove_model_list_to_json (GListModel *models);
GPtrArray *
alcove_model_list_from_json (const char *json); /* of AlcoveModelInfo; NULL where it is no list */

G_END_DECLS
