/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-conversation-page.h"
#include "alcove-lock-page.h"
#include "alcove-notifier.h"
#include "alcove-screen-watch.h"
#include "alcove-search-page.h"
#include "alcove-sidebar.h"
#include "alcove-welcome-page.h"
#include "alcove-window.h"

G_BEGIN_DECLS

#define ALCOVE_DEMO_ID "demo"

/* An opened account and where the reader is in it. */
typedef struct
{
  AlcoveSession *session;
  AlcoveAccountItem *item;     /* nullable: the demo */
  AlcoveConversation *shown;   /* nullable */
  AlcoveConversation *not_yet; /* nullable: the new chat that has no message */
  AlcoveConversation *seen;    /* nullable: what the session was told that this window shows */
  gboolean is_in_trash;        /* what is shown was there when it was chosen */
  gboolean may_resume;         /* what is shown is a new chat that nobody asked for */
} AlcovePlace;

struct _AlcoveWindow
{
  AdwApplicationWindow parent_instance;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwNavigationSplitView *split_view;
  GtkStack *sidebar_stack;
  AlcoveSidebar *sidebar;
  AlcoveSearchPage *search;       /* nullable: made when first needed */
  GtkWidget *focus_before_search; /* nullable */
  guint n_hits_chosen;
  AlcoveConversationPage *page;
  AlcoveWelcomePage *welcome; /* nullable: made when first needed */
  AlcoveLockPage *lock_page;  /* nullable: made when first needed */
  AlcoveAccounts *accounts;
  GHashTable *places; /* (element-type utf8 AlcovePlace) by account id */
  AlcovePlace *place; /* nullable: the one in use */
  char *wanted;       /* nullable: the id that is being opened */
  GSignalGroup *session_signals;
  GSignalGroup *chat_signals;
  guint n_closing; /* sessions that still store their last words */
  gboolean is_started;
  gboolean wants_demo;
  gboolean is_closing;
  gboolean is_locking; /* what follows the end is a new process that asks for a key */
  gboolean ends_all;   /* what ends is every window, not this one alone */
  gboolean begins_locked;
  gboolean begins_anew;       /* with a new chat, whatever was open at the last end */
  gboolean is_in_background;  /* closed, while answers are still coming */
  gboolean is_asking_desktop; /* whether it may be */
  AlcoveNotifier *notifier;
  AlcoveScreenWatch *screen_watch;
  guint idle_source;
  guint load_source;
  guint leave_source;
  AlcoveConversation *leaving; /* nullable: that which was deleted while it was shown */
  gint64 touched_at;           /* monotonic, in microseconds */
  gint64 used_at;              /* the same: when it was last the active one */
};

/* alcove-window.c */
void alcove_window_show_chat (AlcoveWindow *self, AlcoveConversation *conversation);
void alcove_window_show_new_chat (AlcoveWindow *self);
void alcove_window_toast (AlcoveWindow *self, const char *text);
void alcove_window_report (AlcoveWindow *self, const GError *error);
void alcove_window_update_actions (AlcoveWindow *self);
/* alcove-window-accounts.c */
void alcove_window_open_account (AlcoveWindow *self, const char *id);
void alcove_window_show_welcome (AlcoveWindow *self);
void alcove_window_leave_welcome (AlcoveWindow *self);
void alcove_window_load (AlcoveWindow *self);
AlcoveAccountItem *alcove_window_dup_item (AlcoveWindow *self);
AlcoveAccountItem *alcove_window_find_item (AlcoveWindow *self, const char *id);
AlcoveSession *alcove_window_leave_account (AlcoveWindow *self, AlcoveAccountItem *item);
void alcove_window_free_place (gpointer place);
void alcove_window_settle (AlcoveWindow *self, const char *id);
void alcove_window_look_at (AlcovePlace *place, AlcoveConversation *conversation);
/* alcove-window-backup.c */
void alcove_window_back_up (AlcoveWindow *self);
void alcove_window_restore (AlcoveWindow *self);
/* alcove-window-recovery.c */
void alcove_window_show_account_page (AlcoveWindow *self, AlcoveAccountItem *item);
void alcove_window_ask_for_key (AlcoveWindow *self, AlcoveAccountItem *item);
void alcove_window_offer_recovery_key (AlcoveWindow *self);
/* alcove-window-removal.c */
void alcove_window_ask_forget_key (AlcoveWindow *self, AlcoveAccountItem *item);
void alcove_window_ask_delete_history (AlcoveWindow *self, AlcoveAccountItem *item);
/* alcove-window-changes.c */
void alcove_window_trash_chat (AlcoveWindow *self, AlcoveConversation *conversation);
void alcove_window_change_chats (AlcoveWindow *self, int change, GPtrArray *chats,
                                 const char *folder_id);
void alcove_window_toggle_chat (AlcoveWindow *self, AlcoveConversation *conversation, gboolean pin);
/* alcove-window-chats.c */
void alcove_window_rename_chat (AlcoveWindow *self, AlcoveConversation *conversation);
void alcove_window_rename_chat_to (AlcoveWindow *self, AlcoveConversation *conversation,
                                   const char *title);
void alcove_window_take_title (AlcoveWindow *self, AlcoveConversation *conversation,
                               const char *title);
void alcove_window_duplicate_chat (AlcoveWindow *self, AlcoveConversation *conversation);
void alcove_window_export_chats (AlcoveWindow *self, GPtrArray *chats);
void alcove_window_keep_chat (AlcoveWindow *self, AlcoveConversation *conversation);
void alcove_window_ask_saving (AlcoveWindow *self, gboolean on);
/* alcove-window-search.c */
void alcove_window_follow_place (AlcoveWindow *self);
void alcove_window_watch_typing (AlcoveWindow *self);
void alcove_window_install_search (GtkWidgetClass *widget_class);
/* alcove-window-view.c */
void alcove_window_remember_view (AlcoveWindow *self);
void alcove_window_toggle_sidebar (AlcoveWindow *self);
/* alcove-window-resume.c */
void alcove_window_resume (AlcoveWindow *self);
/* alcove-window-help.c */
void alcove_window_install_help (GtkWidgetClass *widget_class);
/* alcove-window-titles.c */
void alcove_window_install_titles (GtkWidgetClass *widget_class);
void alcove_window_suggest_title (AlcoveWindow *self, AlcoveConversation *conversation);
/* alcove-window-transfer.c */
void alcove_window_install_transfer_actions (GtkWidgetClass *widget_class);
void alcove_window_update_transfer_actions (AlcoveWindow *self);
void alcove_window_take_drops (AlcoveWindow *self);
/* alcove-window-settings.c */
void alcove_window_show_preferences (AlcoveWindow *self);
void alcove_window_show_chat_settings (AlcoveWindow *self, AlcoveConversation *conversation);
/* alcove-window-folders.c */
void alcove_window_ask_new_folder (AlcoveWindow *self, GPtrArray *chats);
void alcove_window_ask_rename_folder (AlcoveWindow *self, const char *folder_id);
void alcove_window_delete_folder (AlcoveWindow *self, const char *folder_id);
void alcove_window_ask_empty_trash (AlcoveWindow *self);
/* alcove-window-close.c */
gboolean alcove_window_close_requested (AlcoveWindow *self);
gboolean alcove_window_has_unsaved (AlcoveWindow *self, gboolean all, gboolean *can_keep);
gboolean alcove_window_is_asking (AlcoveWindow *self);
void alcove_window_ask_unsaved (AlcoveWindow *self, AdwDialog *dialog);
/* alcove-window-background.c */
gboolean alcove_window_go_to_background (AlcoveWindow *self);
void alcove_window_add_session (AlcoveWindow *self, AlcoveSession *session);
/* alcove-window-lock.c */
void alcove_window_show_lock (AlcoveWindow *self);
gboolean alcove_window_shows_lock (AlcoveWindow *self);
void alcove_window_lock (AlcoveWindow *self);
void alcove_window_watch (AlcoveWindow *self);
void alcove_window_unwatch (AlcoveWindow *self);
void alcove_window_look_at_idle (AlcoveWindow *self, gint64 now);

/* alcove-window-others.c */
GPtrArray *alcove_window_list_all (AlcoveWindow *self);
GPtrArray *alcove_window_list_ending (AlcoveWindow *self, gboolean all);
gboolean alcove_window_is_last_of (AlcoveWindow *self, AlcoveSession *session);
gboolean alcove_window_speaks_for (AlcoveWindow *self, AlcoveSession *session);
void alcove_window_chat_deleted (AlcoveWindow *self);
/* alcove-window-certificate.c */
void alcove_window_ask_about_certificate (AlcoveWindow *self);

G_END_DECLS
