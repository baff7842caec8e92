/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ALCOVE_LINK_REFUSED,    /* never opened: scheme, user info, control characters, no host */
  ALCOVE_LINK_SUSPICIOUS, /* opened only after a warning: the label looks like another address, mixed scripts, bidi controls */
  ALCOVE_LINK_PLAIN,      /* opened after its whole target was shown */
} AlcoveLinkVerdict;

AlcoveLinkVerdict alcove_link_policy_judge (const char *target, const char *label,
                                            char **shown_target);

G_END_DECLS
