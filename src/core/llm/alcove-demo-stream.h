/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

gboolean alcove_demo_stream_start (SoupServerMessage *message, JsonObject *request);

G_END_DECLS
