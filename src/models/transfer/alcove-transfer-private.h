/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-error.h"
#include "alcove-store.h"
#include "alcove-transfer.h"

G_BEGIN_DECLS

/* (transfer none) (nullable): where a chat is. */
AlcoveStore *alcove_transfer_find_store (AlcoveTransfer *self, const char *chat_id);

G_END_DECLS
