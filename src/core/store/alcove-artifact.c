/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* An artifact of a message: a plain value that crosses the store's threads. Any thread. */

#include "alcove-artifact.h"

G_DEFINE_BOXED_TYPE (AlcoveArtifact, alcove_artifact, alcove_artifact_ref, alcove_artifact_unref)

/**
 * alcove_artifact_new:
 * @message_id: (nullable): the message that made it
 * @kind: (nullable): "chart", "table" or "code"
 *
 * Returns: (transfer full): an artifact, version 1
 */
AlcoveArtifact *
alcove_artifact_new (const char *message_id, const char *kind)
{
  AlcoveArtifact *self = g_new0 (AlcoveArtifact, 1);

  self->message_id = g_strdup (message_id);
  self->kind = g_strdup (kind);
  self->version = 1;
  g_atomic_ref_count_init (&self->refs);
  return self;
}

/**
 * alcove_artifact_copy:
 * @self: an artifact
 *
 * Returns: (transfer full): another with the same values
 */
AlcoveArtifact *
alcove_artifact_copy (const AlcoveArtifact *self)
{
  AlcoveArtifact *copy = alcove_artifact_new (self->message_id, self->kind);

  copy->id = g_strdup (self->id);
  copy->chat_id = g_strdup (self->chat_id);
  copy->chart_type = g_strdup (self->chart_type);
  copy->title = g_strdup (self->title);
  copy->version = self->version;
  copy->spec = g_strdup (self->spec);
  copy->data_snapshot = g_strdup (self->data_snapshot);
  copy->created_at = self->created_at;
  return copy;
}

/**
 * alcove_artifact_ref:
 * @self: an artifact
 *
 * Returns: (transfer full): @self
 */
AlcoveArtifact *
alcove_artifact_ref (AlcoveArtifact *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_artifact_unref:
 * @self: (transfer full): an artifact
 */
void
alcove_artifact_unref (AlcoveArtifact *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->id);
  g_free (self->message_id);
  g_free (self->chat_id);
  g_free (self->kind);
  g_free (self->chart_type);
  g_free (self->title);
  g_free (self->spec);
  g_free (self->data_snapshot);
  g_free (self);
}
