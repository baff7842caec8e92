/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block-layout.h"
#include "alcove-markdown.h"
#include "alcove-message.h"

G_BEGIN_DECLS

typedef enum
{
  ALCOVE_ENTRY_PLACEHOLDER, /* the content is not loaded */
  ALCOVE_ENTRY_HEADER,      /* who speaks */
  ALCOVE_ENTRY_TOGGLE,      /* opens the reasoning */
  ALCOVE_ENTRY_BLOCK,
  ALCOVE_ENTRY_PART, /* an image, a file, a call */
  ALCOVE_ENTRY_FOOTER,
} AlcoveEntryItemKind;

/* Texts of a message, in the order in which they stand. */
typedef enum
{
  ALCOVE_SECTION_REASONING,
  ALCOVE_SECTION_TEXT,
  ALCOVE_SECTION_REFUSAL,
} AlcoveEntrySection;
#define ALCOVE_N_SECTIONS 3

typedef struct
{
  AlcoveEntryItemKind kind;
  AlcoveEntrySection section; /* of a block */
  guint index;                /* of a block in its section, of a part */
  AlcoveBlock *block;
  AlcoveBlockLayout *layout; /* while it is near the viewport */
  GtkWidget *widget;         /* the same; a child of the group */
  guint seen;                /* the last allocation that placed it */
} AlcoveEntryItem;

typedef struct _AlcoveConversationEntry AlcoveConversationEntry;

/* A message as a sequence of things that have a height. */
struct _AlcoveConversationEntry
{
  AlcoveMessage *message;
  GtkWidget *group; /* the parent of its widgets, while any is near the viewport */
  guint seen;
  int bubble_width; /* of a user's message at this width; 0: not known */
  gboolean is_reasoning_open;
  gboolean is_wanted; /* its text was asked for */
  gboolean is_dirty;  /* something waits to be drained */
  gboolean is_live;   /* has widgets or layouts */

  /*< private >*/
  GPtrArray *items; /* AlcoveEntryItem; NULL: not expanded */
  AlcoveMarkdown *texts[ALCOVE_N_SECTIONS];
  GPtrArray *plain; /* AlcoveBlock: of a user's message instead of a text */
  GString *pending[ALCOVE_N_SECTIONS];
  gboolean is_changed; /* more than its text may be other than before */
  gboolean is_replaced;
  gboolean is_finished;
  GFunc changed;
  gpointer owner;
};

AlcoveConversationEntry *alcove_conversation_entry_new (AlcoveMessage *message, GFunc changed,
                                                        gpointer owner);
void alcove_conversation_entry_free (AlcoveConversationEntry *self);
void alcove_conversation_entry_expand (AlcoveConversationEntry *self);
void alcove_conversation_entry_collapse (AlcoveConversationEntry *self);
gboolean alcove_conversation_entry_take_replaced (AlcoveConversationEntry *self);
guint alcove_conversation_entry_drain (AlcoveConversationEntry *self);
guint alcove_conversation_entry_set_reasoning_open (AlcoveConversationEntry *self, gboolean open);
guint alcove_conversation_entry_get_n_items (AlcoveConversationEntry *self);
AlcoveEntryItem *alcove_conversation_entry_get_item (AlcoveConversationEntry *self, guint index);
GPtrArray *alcove_conversation_entry_get_blocks (AlcoveConversationEntry *self,
                                                 AlcoveEntrySection section);
gboolean alcove_conversation_entry_find_block (AlcoveConversationEntry *self,
                                               AlcoveEntrySection section, guint block,
                                               guint *item);
gboolean alcove_conversation_entry_is_user (AlcoveConversationEntry *self);
void alcove_entry_item_drop_widget (AlcoveEntryItem *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveConversationEntry, alcove_conversation_entry_free)

G_END_DECLS
