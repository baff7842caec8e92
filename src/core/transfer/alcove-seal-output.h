/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-seal.h"

G_BEGIN_DECLS

/* What is written is sealed; complete with alcove_seal_output_finish() alone. */
#define ALCOVE_TYPE_SEAL_OUTPUT (alcove_seal_output_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSealOutput, alcove_seal_output, ALCOVE, SEAL_OUTPUT, GOutputStream)

AlcoveSealOutput *alcove_seal_output_new (GOutputStream *base, const char *passphrase,
                                          const AlcoveSealParameters *parameters,
                                          GCancellable *cancellable, GError **error);
gboolean alcove_seal_output_finish (AlcoveSealOutput *self, GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
