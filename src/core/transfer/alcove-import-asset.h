/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-chat-bundle.h"

G_BEGIN_DECLS

/* A picture or a file that stands beside the text of a chat, in the archive or folder that the text is of. Without it
 * the part has its name alone. */
AlcovePart *alcove_import_asset_new (AlcovePartKind kind, const char *id, const char *name,
                                     const char *mime);
AlcovePart *alcove_import_asset_new_voice (const char *id, const char *format);
void alcove_import_asset_drop_voices (AlcoveChatBundle *bundle);

G_END_DECLS
