/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows the fingerprint of a certificate that nobody vouches for. ::response is "trust" or "cancel". */
#define ALCOVE_TYPE_CERTIFICATE_DIALOG (alcove_certificate_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveCertificateDialog, alcove_certificate_dialog, ALCOVE,
                      CERTIFICATE_DIALOG, AdwAlertDialog)

AdwDialog *alcove_certificate_dialog_new_changed (const char *address, const char *trusted,
                                                  const char *fingerprint);
AdwDialog *alcove_certificate_dialog_new (const char *address, const char *fingerprint);
const char *alcove_certificate_dialog_get_fingerprint (AlcoveCertificateDialog *self);

G_END_DECLS
