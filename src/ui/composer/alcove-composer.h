/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-session.h"

G_BEGIN_DECLS

/* What a key means to the composer. */
typedef enum
{
  ALCOVE_COMPOSER_PASS,  /* nothing of ours */
  ALCOVE_COMPOSER_SEND,  /* send what is written */
  ALCOVE_COMPOSER_BREAK, /* begin a new line */
} AlcoveComposerDeed;

AlcoveComposerDeed alcove_composer_judge_key (guint keyval, GdkModifierType state,
                                              gboolean enter_sends, gboolean is_composing);

/**
 * AlcoveComposer:
 *
 * Where a prompt is written. Properties: is-streaming (Stop stands in the place of Send), reason (nullable:
 * why nothing can be sent now, shown beneath), enter-sends.
 *
 * ::send (char *text, GPtrArray *attachments): the trimmed text, which is empty only where something goes with it;
 *   the composer is empty already.
 * ::attached (AlcoveAttachment): a file came that goes with the prompt.
 * ::stop ().
 * ::changed (): other text stands there.
 * ::hidden-removed (guint count): characters that cannot be seen were left out of a paste.
 */
#define ALCOVE_TYPE_COMPOSER (alcove_composer_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveComposer, alcove_composer, ALCOVE, COMPOSER, AdwBin)

GtkWidget *alcove_composer_new (void);
char *alcove_composer_dup_text (AlcoveComposer *self);
void alcove_composer_set_text (AlcoveComposer *self, const char *text);
void alcove_composer_attach (AlcoveComposer *self);
GPtrArray *alcove_composer_dup_attachments (AlcoveComposer *self);
void alcove_composer_set_attachments (AlcoveComposer *self, GPtrArray *attachments);
void alcove_composer_remove_attachment (AlcoveComposer *self, AlcoveAttachment *attachment);
gboolean alcove_composer_may_send_attachment (AlcoveComposer *self, AlcoveAttachment *attachment,
                                              AlcoveSession *session,
                                              AlcoveConversation *conversation);
void alcove_composer_keep_attachments (AlcoveComposer *self, gpointer owner);
void alcove_composer_restore_attachments (AlcoveComposer *self, gpointer owner);
void alcove_composer_set_is_streaming (AlcoveComposer *self, gboolean is_streaming);
void alcove_composer_set_max_height (AlcoveComposer *self, int height);
void alcove_composer_set_reason (AlcoveComposer *self, const char *reason);
gboolean alcove_composer_can_send (AlcoveComposer *self);

G_END_DECLS
