/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *alcove_image_kind_sniff (GBytes *bytes);
char *alcove_image_kind_name_file (const char *name, const char *declared, GBytes *bytes);

G_END_DECLS
