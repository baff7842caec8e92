/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-endpoint.h"

G_BEGIN_DECLS

GError *alcove_network_error_new (const GError *source, AlcoveEndpoint *endpoint,
                                  GTlsCertificateFlags certificate_errors);

G_END_DECLS
