/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-link-policy.h"

G_BEGIN_DECLS

/* Shows where a link of an answer leads before anything is opened. ::response is "open", "copy" or
 * "cancel"; a refused link cannot be opened. */
#define ALCOVE_TYPE_LINK_DIALOG (alcove_link_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveLinkDialog, alcove_link_dialog, ALCOVE, LINK_DIALOG, AdwAlertDialog)

AdwDialog *alcove_link_dialog_new (const char *target, const char *label);
AlcoveLinkVerdict alcove_link_dialog_get_verdict (AlcoveLinkDialog *self);
void alcove_link_dialog_ask (GtkWidget *parent, const char *target, const char *label);

G_END_DECLS
