/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-sidebar-list.h"
#include "alcove-sidebar-model.h"

G_BEGIN_DECLS

/* Seen by alcove-sidebar-list.c, -choosing.c, -input.c, -reading.c and -renaming.c alone. */
struct _AlcoveSidebarList
{
  AdwBin parent_instance;
  GtkBox *box;
  GtkScrolledWindow *scroller;
  GtkListView *view;
  GtkMultiSelection *selection;
  AlcoveSidebarPainter *painter;
  AlcoveSession *session;
  AlcoveSidebarModel *model;    /* nullable */
  AlcoveConversation *selected; /* nullable: the one that is open */
  GHashTable *chosen;           /* set of conversations */
  const char *usual_model;
  GtkWidget *menu;             /* nullable */
  AlcoveConversation *renamed; /* nullable: whose title was last asked for in its row */
  char *typed;                 /* nullable: what was typed when its row went */
  guint rename_tick;
  guint n_attempts;
  GPtrArray *targets;  /* nullable: what the menu was opened for, what is dragged */
  GtkWidget *drop_row; /* nullable: not owned */
  guint focus_after;   /* a row that is to have the focus again */
  guint top_tick;
  guint n_top_frames;
  guint day_source;
  GSignalGroup *reading_signals;
  GtkWidget *tail;         /* nullable: made when first needed */
  GtkWidget *trouble;      /* nullable: made when first needed */
  GtkLabel *trouble_label; /* in it */
  guint tail_source;
  guint end_tick;
  guint n_end_frames;
  gboolean seeks_end;   /* on the way to the end of the history */
  gboolean takes_focus; /* and its last row is to be taken */
  gboolean holds_bar;   /* the scroll bar is pressed */
  guint menu_source;
  guint choice_source; /* looks which of the chosen are still there */
  gboolean is_syncing; /* the selection is being set by us */
  gboolean is_choosing;
  gboolean wants_all;
};

void alcove_sidebar_list_watch_input (AlcoveSidebarList *self);
void alcove_sidebar_list_watch_choosing (AlcoveSidebarList *self);
void alcove_sidebar_list_forget_input (AlcoveSidebarList *self);
void alcove_sidebar_list_begin_reading (AlcoveSidebarList *self);
void alcove_sidebar_list_end_reading (AlcoveSidebarList *self);
void alcove_sidebar_list_watch_reading (AlcoveSidebarList *self, AlcoveConversationList *chats);
void alcove_sidebar_list_rows_changed (AlcoveSidebarList *self);
void alcove_sidebar_list_keep_rename (AlcoveSidebarList *self, guint position, guint removed);
void alcove_sidebar_list_resume_rename (AlcoveSidebarList *self);
void alcove_sidebar_list_forget_rename (AlcoveSidebarList *self);
gboolean alcove_sidebar_list_is_typing (AlcoveSidebarList *self);
void alcove_sidebar_list_sync_selection (AlcoveSidebarList *self);
void alcove_sidebar_list_read_choice (AlcoveSidebarList *self);
void alcove_sidebar_list_tell_choice (AlcoveSidebarList *self);
void alcove_sidebar_list_check_choice (AlcoveSidebarList *self);
void alcove_sidebar_list_choose_again (AlcoveSidebarList *self, guint position, guint added);
void alcove_sidebar_list_activate (AlcoveSidebarList *self, GObject *item);
void alcove_sidebar_list_drop_on (AlcoveSidebarList *self, AlcoveFolder *folder);
AlcoveSidebarRow *alcove_sidebar_list_next_row (AlcoveSidebarList *self, AlcoveSidebarRow *row);
AlcoveSidebarRow *alcove_sidebar_list_get_focus_row (AlcoveSidebarList *self);
GPtrArray *alcove_sidebar_list_dup_chosen (AlcoveSidebarList *self);

G_END_DECLS
