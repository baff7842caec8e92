/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lists of them end with a title of NULL. */
typedef struct
{
  const char *title;
  const char *action; /* whose keys they are; NULL where they are named here */
  const char *keys;   /* accelerators with blanks between */
} AlcoveShortcut;

typedef struct
{
  const char *title;
  const AlcoveShortcut *shortcuts;
} AlcoveShortcutGroup;

const AlcoveShortcutGroup *alcove_shortcut_list_get (void);

G_END_DECLS
