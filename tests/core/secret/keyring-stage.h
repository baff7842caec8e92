/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

/* A throw-away home with a bus of its own, in which a program is started. */
typedef enum
{
  BUS_NONE,
  BUS_BARE, /* without any service that could be started */
  BUS_SESSION,
  BUS_DISPLAY, /* and a display, so that prompts come up */
  BUS_UNKNOWN, /* none, and no address where one could be */
} Bus;

gboolean keyring_stage_skip (Bus bus);
void keyring_stage_run (Bus bus, gboolean file_backend, const char *argument);
