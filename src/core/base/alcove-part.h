/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-enums.h"

G_BEGIN_DECLS

/* In a tool call's extra: another program made it and had it answered. */
#define ALCOVE_PART_IMPORTED "imported"
/* In an image's or a file's extra: what named its bytes in the export that it came with. */
#define ALCOVE_PART_ASSET "asset"
/* In a file's extra: a voice whose words stand beside it. It is kept, and never sent. */
#define ALCOVE_PART_VOICE "voice"

/**
 * AlcovePart:
 * @kind: what it is
 * @text: (nullable): text, reasoning, refusal; a tool call's arguments; a tool's result; a citation's title
 * @mime: (nullable): media type of @data
 * @name: (nullable): file name, or a tool's name
 * @data: (nullable): an image's or a file's bytes
 * @extra: (nullable): anything else as a JSON object: a tool call's "id", a citation's "url"
 *
 * One part of a message. What streams is appended to @text by its single owner;
 * otherwise parts do not change once they are shared.
 */
typedef struct
{
  AlcovePartKind kind;
  char *text;
  char *mime;
  char *name;
  GBytes *data;
  char *extra;
  /*< private >*/
  gatomicrefcount refs;
} AlcovePart;

#define ALCOVE_TYPE_PART (alcove_part_get_type ())

GType alcove_part_get_type (void) G_GNUC_CONST;
AlcovePart *alcove_part_new (AlcovePartKind kind, const char *text);
AlcovePart *alcove_part_new_data (AlcovePartKind kind, const char *name, const char *mime,
                                  GBytes *data);
AlcovePart *alcove_part_ref (AlcovePart *self);
AlcovePart *alcove_part_copy (const AlcovePart *self);
void alcove_part_unref (AlcovePart *self);
GPtrArray *alcove_parts_new (void);
gboolean alcove_part_is_open_call (const AlcovePart *part);
gboolean alcove_part_is_voice (const AlcovePart *part);
char *alcove_part_dup_asset (const AlcovePart *part);
char *alcove_parts_dup_text (GPtrArray *parts, AlcovePartKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcovePart, alcove_part_unref)

G_END_DECLS
