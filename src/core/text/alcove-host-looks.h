/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a host is what it looks like: no mixture of scripts, no letters that only resemble others, no
 * number that hides an address. In ASCII or in Unicode. */
gboolean alcove_host_looks_plain (const char *host);
/* Whether a text that looks like an address names the same host. A text without addresses agrees. */
gboolean alcove_label_agrees_with_host (const char *label, const char *host);
gboolean alcove_label_agrees_with_mail (const char *label, const char *address);

G_END_DECLS
