/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Which of the messages that could stand in one place a message is. Main thread. Always 1 of 1 at least. */

#include "alcove-message-private.h"

/**
 * alcove_message_set_variants:
 * @self: a message
 * @variant: which of those that could stand in its place it is, from 1
 * @n_variants: how many these are
 */
void
alcove_message_set_variants (AlcoveMessage *self, guint variant, guint n_variants)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->variant != variant)
    {
      self->variant = variant;
      g_object_notify (G_OBJECT (self), "variant");
    }
  if (self->n_variants != n_variants)
    {
      self->n_variants = n_variants;
      g_object_notify (G_OBJECT (self), "n-variants");
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * alcove_message_get_variant:
 * @self: a message
 * @n_variants: (out) (optional): how many could stand in its place
 *
 * Returns: which of them it is, from 1
 */
guint
alcove_message_get_variant (AlcoveMessage *self, guint *n_variants)
{
  if (n_variants != NULL)
    *n_variants = self->n_variants;
  return self->variant;
}
