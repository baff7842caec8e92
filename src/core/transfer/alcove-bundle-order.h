/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-import-sink.h"

G_BEGIN_DECLS

AlcoveSkipReason alcove_bundle_put_in_order (AlcoveChatBundle *bundle);
char *alcove_import_dup_id (const char *format, const char *chat, const char *message);

G_END_DECLS
