/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A chart, a table or a piece of code that a message made. Boxed and reference-counted; whoever makes one
 * fills it before sharing it. */
typedef struct
{
  char *id; /* UUIDv7, set by the store where NULL */
  char *message_id;
  char *chat_id;       /* set by the store: that of its message */
  char *kind;          /* "chart", "table" or "code" */
  char *chart_type;    /* nullable */
  char *title;         /* nullable */
  gint64 version;      /* counts from 1 */
  char *spec;          /* nullable JSON object; NULL in a list */
  char *data_snapshot; /* nullable JSON object; NULL in a list */
  gint64 created_at;   /* Unix milliseconds, set by the store where 0 */
  /*< private >*/
  gatomicrefcount refs;
} AlcoveArtifact;

#define ALCOVE_TYPE_ARTIFACT (alcove_artifact_get_type ())

GType alcove_artifact_get_type (void) G_GNUC_CONST;
AlcoveArtifact *alcove_artifact_new (const char *message_id, const char *kind);
AlcoveArtifact *alcove_artifact_copy (const AlcoveArtifact *self);
AlcoveArtifact *alcove_artifact_ref (AlcoveArtifact *self);
void alcove_artifact_unref (AlcoveArtifact *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveArtifact, alcove_artifact_unref)

G_END_DECLS
