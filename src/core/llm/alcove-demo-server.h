/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A small server on 127.0.0.1 in a thread of its own that speaks the protocol and streams a tour of
 * Alcove in Markdown, so that the whole way through the real client works without key or network.
 * Model "alcove-tour" (about 60 tokens/s) and "alcove-tour-fast" (no pauses). */
#define ALCOVE_TYPE_DEMO_SERVER (alcove_demo_server_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveDemoServer, alcove_demo_server, ALCOVE, DEMO_SERVER, GObject)

AlcoveDemoServer *alcove_demo_server_new (GError **error);
const char *alcove_demo_server_get_base_url (AlcoveDemoServer *self);

G_END_DECLS
