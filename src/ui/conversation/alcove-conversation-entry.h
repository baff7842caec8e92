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
  ALCOVE_ENTRY_IMAGE,   /* of a block: carried inside the answer, or somewhere else */
  ALCOVE_ENTRY_PART,    /* an image, a file, a call */
  ALCOVE_ENTRY_SOURCES, /* opens the list of sources */
  ALCOVE_ENTRY_SOURCE,
  ALCOVE_ENTRY_FOOTER,
} AlcoveEntryItemKind;

/* Texts of a message, in the order in which they stand. */
typedef enum
{
  ALCOVE_SECTION_REASONING,
  ALCOVE_SECTION_TEXT,
  ALCOVE_SECTION_REFUSAL,
  ALCOVE_SECTION_PARTS, /* one block a part: what a tool was called with, the text of a file */
} AlcoveEntrySection;
#define ALCOVE_N_TEXTS 3 /* those that stream */
#define ALCOVE_N_SECTIONS 4

typedef struct
{
  AlcoveEntryItemKind kind;
  AlcoveEntrySection section; /* of a block */
  guint index;                /* of a block in its section, of a part, of a source */
  guint image;                /* of an image: which one of its block */
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
  guint row;        /* where it stood when it was last looked for */
  int bubble_width; /* of a user's message at this width; 0: not known */
  gboolean is_reasoning_open;
  gboolean are_sources_open;
  gboolean is_sources_choice_made; /* by the reader */
  gboolean is_wanted;              /* its text was asked for */
  gboolean is_dirty;               /* something waits to be drained */
  gboolean is_live;                /* has widgets or layouts */
  GList parsed;                    /* in the view's list of entries that were parsed */
  gboolean is_listed;              /* it is in that list */

  /*< private >*/
  GPtrArray *items; /* AlcoveEntryItem; NULL: not expanded */
  AlcoveMarkdown *texts[ALCOVE_N_TEXTS];
  GPtrArray *plain; /* AlcoveBlock: of a user's message instead of a text */
  GPtrArray *cited; /* AlcoveBlock: those of the text with the marks of its sources; NULL: none */
  GString *pending[ALCOVE_N_TEXTS];
  gsize taken[ALCOVE_N_TEXTS]; /* bytes that texts were given */
  GPtrArray *parts;            /* AlcovePart: all but sources */
  GPtrArray *part_blocks;      /* AlcoveBlock: one each of them */
  GPtrArray *sources;          /* AlcovePart */
  GStrv targets;               /* their addresses */
  GHashTable *open_parts;      /* nullable: indices of those that are unfolded */
  gboolean is_changed;         /* more than its text may be other than before */
  gboolean is_replaced;
  gboolean has_other_parts;
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
/* Unfold or fold what an item is the head of; the first item that changed. */
guint alcove_conversation_entry_set_open (AlcoveConversationEntry *self,
                                          const AlcoveEntryItem *head, gboolean open);
gboolean alcove_conversation_entry_get_open (AlcoveConversationEntry *self,
                                             const AlcoveEntryItem *head);
guint alcove_conversation_entry_get_n_items (AlcoveConversationEntry *self);
AlcoveEntryItem *alcove_conversation_entry_get_item (AlcoveConversationEntry *self, guint index);
GPtrArray *alcove_conversation_entry_get_blocks (AlcoveConversationEntry *self,
                                                 AlcoveEntrySection section);
gboolean alcove_conversation_entry_find_block (AlcoveConversationEntry *self,
                                               AlcoveEntrySection section, guint block,
                                               guint *item);
gboolean alcove_conversation_entry_shows_block (AlcoveConversationEntry *self,
                                                AlcoveEntrySection section, guint block);
gboolean alcove_conversation_entry_is_user (AlcoveConversationEntry *self);
void alcove_entry_item_drop_widget (AlcoveEntryItem *item);
void alcove_entry_item_free (gpointer data);

/* In alcove-entry-items.c: what stands where. */
gboolean alcove_entry_items_next (AlcoveConversationEntry *self, const AlcoveEntryItem *after,
                                  AlcoveEntryItem *item);
guint alcove_entry_items_find (AlcoveConversationEntry *self, const AlcoveEntryItem *like);
void alcove_entry_items_rebuild (AlcoveConversationEntry *self, guint from);
const AlcoveSpan *alcove_entry_items_get_image (const AlcoveBlock *block, guint image,
                                                const char **text);

/* In alcove-entry-parts.c: what is no streamed text. */
guint alcove_entry_parts_update (AlcoveConversationEntry *self);
void alcove_entry_parts_cite (AlcoveConversationEntry *self, guint from);
void alcove_entry_parts_clear (AlcoveConversationEntry *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveConversationEntry, alcove_conversation_entry_free)

G_END_DECLS
