/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A message as it is put on paper: a value. Any thread. */

#include "alcove-transfer-message.h"

/**
 * alcove_transfer_message_new: (skip)
 * @role: who speaks
 * @status: how it ended
 * @model: (nullable): what answered
 * @created_at: Unix milliseconds
 * @parts: (element-type AlcovePart): what it is made of
 *
 * Returns: (transfer full): a message
 */
AlcoveTransferMessage *
alcove_transfer_message_new (AlcoveRole role, AlcoveStatus status, const char *model,
                             gint64 created_at, GPtrArray *parts)
{
  AlcoveTransferMessage *self = g_new0 (AlcoveTransferMessage, 1);

  self->role = role;
  self->status = status;
  self->model = g_strdup (model);
  self->created_at = created_at;
  self->parts = g_ptr_array_ref (parts);
  return self;
}

void
alcove_transfer_message_free (AlcoveTransferMessage *self)
{
  g_free (self->model);
  g_ptr_array_unref (self->parts);
  g_free (self);
}
