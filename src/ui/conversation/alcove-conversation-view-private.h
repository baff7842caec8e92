/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-answer-announcer.h"
#include "alcove-conversation-entry.h"
#include "alcove-conversation-layout.h"
#include "alcove-conversation-view.h"
#include "alcove-selection-handles.h"
#include "alcove-selection.h"

G_BEGIN_DECLS

typedef enum
{
  ALCOVE_SELECT_CHARACTERS,
  ALCOVE_SELECT_WORDS,
  ALCOVE_SELECT_BLOCKS,
} AlcoveSelectUnit;

struct _AlcoveConversationView
{
  GtkWidget parent_instance;

  GListModel *messages;
  GPtrArray *entries; /* AlcoveConversationEntry, one a message */
  GPtrArray *dirty;   /* those of them in which something waits to be drained */
  GPtrArray *live;    /* those that have widgets or layouts */
  AlcoveConversationLayout *layout;
  AlcoveBlockStyle *style;
  AlcoveAnswerAnnouncer *announcer;

  /* scrolling */
  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  GtkScrollablePolicy hscroll_policy;
  GtkScrollablePolicy vscroll_policy;
  gboolean is_allocating;
  gboolean is_at_end;
  guint at_end_idle;
  guint fold_timeout;
  guint focus_idle;
  guint focus_row;       /* the message that is to have the focus */
  AlcoveMessage *marked; /* at the top when the reader went elsewhere; NULL: he was at the end */
  guint marked_item;
  int marked_y;
  gboolean has_mark;
  guint held_row; /* whose place another message is about to take; G_MAXUINT for none */
  int held_y;
  gboolean is_foot_held; /* else its top */

  /* the stage */
  GArray *places;          /* AlcoveLayoutPlace */
  GPtrArray *spare_blocks; /* widgets of paragraphs that are not needed now */
  GPtrArray *spare_groups; /* hidden children that no message needs now */
  GQueue parsed;           /* entries that were parsed, the first one longest ago */
  guint n_expanded; /* messages that were parsed since their list was told that others may go */
  guint generation;
  guint ahead_idle;
  gboolean is_going_down; /* the reader, when he moved last */
  double last_value;
  int column_x;
  int column_width;

  /* selection */
  AlcoveSelection selection;
  AlcoveTextPoint unit_start; /* what the press selected: a place, a word, a block */
  AlcoveTextPoint unit_end;
  AlcoveSelectUnit unit;
  gboolean is_selecting;
  gboolean was_following;
  gboolean is_copy_waiting; /* for texts that are not loaded */
  gboolean is_markdown_waiting;
  double pointer_x;
  double pointer_y;
  guint autoscroll;
  AlcoveSelectionHandles *handles; /* nullable: for a finger */
  char *pressed_link;
  char *menu_link;
  guint menu_row;
  GtkWidget *menu;
  AlcoveBlock *menu_block; /* that was pressed */
  GtkWidget *menu_focus;   /* weak: what had the focus before the menu */

  /* what is looked for */
  AlcoveFinder *finder;
  AlcoveTextPoint found; /* where the reader was led to */
  guint found_end;       /* behind it; the same as its byte for nowhere */
  guint found_row;       /* where the reader is to be led to */
  guint found_nth;       /* which place in that message */
  gboolean is_leading;
  gboolean is_led; /* to be scrolled sideways, too */
};

/* in alcove-conversation-stage.c */
extern const AlcoveLayoutSource alcove_conversation_stage_source;
void alcove_conversation_stage_set_column (AlcoveConversationView *self, int width);
void alcove_conversation_stage_place (AlcoveConversationView *self, int height);
void alcove_conversation_stage_clear (AlcoveConversationView *self);
void alcove_conversation_stage_show_selection (AlcoveConversationView *self);
int alcove_conversation_stage_prepare (AlcoveConversationView *self, guint row, guint index);
GtkWidget *alcove_conversation_stage_find_block (AlcoveConversationView *self, double x, double y,
                                                 AlcoveTextPoint *point);

/* in alcove-conversation-widgets.c */
GtkWidget *alcove_conversation_widgets_make (AlcoveConversationView *self,
                                             AlcoveConversationEntry *entry,
                                             const AlcoveEntryItem *item);
void alcove_conversation_widgets_drop (AlcoveConversationView *self, AlcoveEntryItem *item);
GtkWidget *alcove_conversation_widgets_take_group (AlcoveConversationView *self,
                                                   AlcoveMessage *message);
void alcove_conversation_widgets_drop_group (AlcoveConversationView *self, GtkWidget *group);

/* in alcove-conversation-ahead.c */
void alcove_conversation_ahead_note_move (AlcoveConversationView *self, double value);
void alcove_conversation_ahead_schedule (AlcoveConversationView *self);

/* in alcove-conversation-keeping.c */
void alcove_conversation_keeping_note_parsed (AlcoveConversationView *self,
                                              AlcoveConversationEntry *entry);
void alcove_conversation_keeping_update (AlcoveConversationView *self);

/* in alcove-conversation-scrolling.c */
void alcove_conversation_scrolling_set_adjustment (AlcoveConversationView *self,
                                                   GtkOrientation orientation,
                                                   GtkAdjustment *adjustment);
void alcove_conversation_scrolling_show (AlcoveConversationView *self, AlcoveLayoutScroll scroll,
                                         int width, int height);
void alcove_conversation_scrolling_show_child (AlcoveConversationView *self, GtkWidget *focus);
void alcove_conversation_scrolling_step_message (AlcoveConversationView *self, gboolean down);
void alcove_conversation_scrolling_focus_row (AlcoveConversationView *self, guint row);
void alcove_conversation_scrolling_keep_place (AlcoveConversationView *self, guint position);
void alcove_conversation_scrolling_leave (AlcoveConversationView *self);
void alcove_conversation_scrolling_arrive (AlcoveConversationView *self);
void alcove_conversation_scrolling_dispose (AlcoveConversationView *self);

/* in alcove-conversation-pointer.c */
void alcove_conversation_pointer_init (AlcoveConversationView *self);
void alcove_conversation_pointer_dispose (AlcoveConversationView *self);
void alcove_conversation_pointer_hold (AlcoveConversationView *self, const AlcoveTextPoint *point);
void alcove_conversation_pointer_drag_to (AlcoveConversationView *self, double x, double y);
void alcove_conversation_pointer_release (AlcoveConversationView *self);

/* in alcove-conversation-actions.c */
void alcove_conversation_actions_class_init (GtkWidgetClass *widget_class);
void alcove_conversation_actions_copy_text (AlcoveConversationView *self, const char *text);
void alcove_conversation_actions_copy_message (AlcoveConversationView *self,
                                               AlcoveMessage *message);
void alcove_conversation_actions_selection_changed (AlcoveConversationView *self);
gboolean alcove_conversation_actions_scroll (AlcoveConversationView *self, GtkScrollType type);

/* in alcove-conversation-copying.c */
void alcove_conversation_copying_class_init (GtkWidgetClass *widget_class);
void alcove_conversation_copying_copy_selection (AlcoveConversationView *self,
                                                 gboolean is_markdown);
void alcove_conversation_copying_go_on (AlcoveConversationView *self);

/* in alcove-conversation-menu.c */
gboolean alcove_conversation_menu_find_id (AlcoveConversationView *self, const char *id,
                                           guint *row);
void alcove_conversation_menu_class_init (GtkWidgetClass *widget_class);
void alcove_conversation_menu_popup (AlcoveConversationView *self, double x, double y);
AlcoveConversationEntry *alcove_conversation_menu_get_focused (AlcoveConversationView *self);
AlcoveConversationEntry *alcove_conversation_menu_get_current (AlcoveConversationView *self);

/* in alcove-conversation-finding.c */
void alcove_conversation_finding_lead (AlcoveConversationView *self, int height);
void alcove_conversation_finding_mark (AlcoveConversationView *self);
void alcove_conversation_finding_splice (AlcoveConversationView *self, guint position,
                                         guint removed, guint added);

/* in alcove-conversation-caret.c */
void alcove_conversation_caret_class_init (GtkWidgetClass *widget_class);
gboolean alcove_conversation_caret_locate (AlcoveConversationView *self,
                                           const AlcoveTextPoint *point, GdkRectangle *at);
gboolean alcove_conversation_caret_extend (AlcoveConversationView *self, GtkMovementStep step,
                                           int count);

/* in alcove-conversation-view.c */
void alcove_conversation_view_link_activated (AlcoveConversationView *self, const char *target,
                                              const char *label);
void alcove_conversation_view_retry (AlcoveConversationView *self, AlcoveMessage *message);
void alcove_conversation_view_save (AlcoveConversationView *self, const char *name, GBytes *bytes);
void alcove_conversation_view_copied (AlcoveConversationView *self);
void alcove_conversation_view_emit_want (AlcoveConversationView *self, guint position);
void alcove_conversation_view_emit_let_go (AlcoveConversationView *self, guint position);

/* in alcove-conversation-sync.c */
void alcove_conversation_sync_drain (AlcoveConversationView *self);
void alcove_conversation_sync_messages_changed (AlcoveConversationView *self, guint position,
                                                guint removed, guint added);
void alcove_conversation_view_want (AlcoveConversationView *self, guint position);
void alcove_conversation_view_let_go (AlcoveConversationView *self, guint position);
void alcove_conversation_view_set_open (AlcoveConversationView *self,
                                        AlcoveConversationEntry *entry, const AlcoveEntryItem *head,
                                        gboolean open);
void alcove_conversation_view_item_resized (AlcoveConversationView *self,
                                            AlcoveConversationEntry *entry, GtkWidget *widget);
gboolean alcove_conversation_view_find_row (AlcoveConversationView *self,
                                            AlcoveConversationEntry *entry, guint *row);

G_END_DECLS
