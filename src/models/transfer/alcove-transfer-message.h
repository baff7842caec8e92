/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-part.h"

G_BEGIN_DECLS

/* A message as it is put on paper. */
typedef struct
{
  AlcoveRole role;
  AlcoveStatus status;
  char *model; /* nullable */
  gint64 created_at;
  GPtrArray *parts; /* (element-type AlcovePart) */
} AlcoveTransferMessage;

AlcoveTransferMessage *alcove_transfer_message_new (AlcoveRole role, AlcoveStatus status,
                                                    const char *model, gint64 created_at,
                                                    GPtrArray *parts);
void alcove_transfer_message_free (AlcoveTransferMessage *self);

G_END_DECLS
