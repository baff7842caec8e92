/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a readable export calls things; the window gives them in the reader's language. Static strings. */
typedef struct
{
  const char *untitled;
  const char *you;
  const char *assistant;
  const char *system;
  const char *tool;
  const char *reasoning;
  const char *refusal;
  const char *tool_call;
  const char *tool_result;
  const char *attachment;
  const char *source;
  const char *stopped;
  const char *truncated;
  const char *interrupted;
  const char *failed;
} AlcoveExportWords;

G_END_DECLS
