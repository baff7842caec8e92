/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A provider on the welcome page. Properties, constant: id, name, base-url, key-page (nullable), is-local;
 * is-found notifies: a local server that answers now. */
#define ALCOVE_TYPE_PROVIDER (alcove_provider_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveProvider, alcove_provider, ALCOVE, PROVIDER, GObject)

const char *alcove_provider_get_name (AlcoveProvider *self);
const char *alcove_provider_get_base_url (AlcoveProvider *self);
const char *alcove_provider_get_key_page (AlcoveProvider *self);
gboolean alcove_provider_get_is_local (AlcoveProvider *self);
gboolean alcove_provider_get_is_found (AlcoveProvider *self);

GListModel *alcove_providers_new (void); /* of AlcoveProvider, in the order of the page */
void alcove_providers_look_around (GListModel *providers); /* sets is-found on the local ones */

G_END_DECLS
