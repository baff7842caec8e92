/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a key means while a prompt is written. Pure. */

#include "alcove-composer.h"

/**
 * alcove_composer_judge_key:
 * @keyval: a key
 * @state: what is held with it
 * @enter_sends: whether a bare Enter sends and Shift+Enter breaks the line, or the other way round
 * @is_composing: whether an input method holds unfinished text
 *
 * Returns: what the key means
 */
AlcoveComposerDeed
alcove_composer_judge_key (guint keyval, GdkModifierType state, gboolean enter_sends,
                           gboolean is_composing)
{
  GdkModifierType held
      = state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK);

  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return ALCOVE_COMPOSER_PASS;
  if (is_composing)
    return ALCOVE_COMPOSER_PASS;
  if (held == GDK_CONTROL_MASK)
    return ALCOVE_COMPOSER_SEND;
  if (held == GDK_SHIFT_MASK)
    return enter_sends ? ALCOVE_COMPOSER_BREAK : ALCOVE_COMPOSER_SEND;
  if (held == 0)
    return enter_sends ? ALCOVE_COMPOSER_SEND : ALCOVE_COMPOSER_BREAK;
  return ALCOVE_COMPOSER_PASS;
}
