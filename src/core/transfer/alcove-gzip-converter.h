/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ALCOVE_TYPE_GZIP_CONVERTER (alcove_gzip_converter_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveGzipConverter, alcove_gzip_converter, ALCOVE, GZIP_CONVERTER, GObject)

GConverter *alcove_gzip_converter_new (void);

G_END_DECLS
