/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-part.h"

G_BEGIN_DECLS

/* Both (transfer full); the first is NULL where the address carries no image. */
AlcovePart *alcove_import_image_from_url (const char *url, const char *name);
AlcovePart *alcove_import_image_from_bytes (GBytes *bytes, const char *name, const char *mime);

G_END_DECLS
