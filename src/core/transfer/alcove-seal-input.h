/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-seal.h"

G_BEGIN_DECLS

/* What is read is opened; an end that is not the sealed end is an error. */
#define ALCOVE_TYPE_SEAL_INPUT (alcove_seal_input_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSealInput, alcove_seal_input, ALCOVE, SEAL_INPUT, GInputStream)

GInputStream *alcove_seal_input_new (GInputStream *base, const char *passphrase,
                                     GCancellable *cancellable, GError **error);

G_END_DECLS
