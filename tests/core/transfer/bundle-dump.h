/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-import-reader.h"

G_BEGIN_DECLS

/* What a reader finds, to be compared: a chat begins a line, each message has one; then what was skipped. */
char *dump_taken (AlcoveImportSink *sink);
char *dump_reader (AlcoveImportReader *reader, GError **error);

G_END_DECLS
