/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-provider.h"

G_BEGIN_DECLS

/* A provider on the welcome page; without one it stands for any other server. ::chosen (). */
#define ALCOVE_TYPE_PROVIDER_ROW (alcove_provider_row_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveProviderRow, alcove_provider_row, ALCOVE, PROVIDER_ROW, AdwActionRow)

GtkWidget *alcove_provider_row_new (AlcoveProvider *provider);
AlcoveProvider *alcove_provider_row_get_provider (AlcoveProviderRow *self);

G_END_DECLS
