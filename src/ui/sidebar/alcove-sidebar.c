/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The sidebar: which shelf of chats it shows, and what is asked of those chats. Main thread. It changes nothing itself:
 * what the user wants goes to the window, which says so when it failed. */

#include "alcove-account-switcher.h"
#include "alcove-menu-on-demand.h"
#include "alcove-sidebar-choice.h"
#include "alcove-sidebar-menu.h"
#include "alcove-sidebar-pages.h"
#include "alcove-sidebar-shelf.h"
#include "alcove-sidebar.h"

typedef enum
{
  PROP_SESSION = 1,
  PROP_ACCOUNTS,
  PROP_SELECTED,
} AlcoveSidebarProperty;

enum
{
  CHOSEN,
  RENAMED,
  KEEP,
  DUPLICATE,
  CHANGE,
  NEW_FOLDER,
  EXPORT,
  N_SIGNALS
};

struct _AlcoveSidebar
{
  AdwBin parent_instance;
  AlcoveSidebarPages *pages;
  AlcoveSidebarList *list; /* in the pages, not owned */
  AlcoveAccountSwitcher *switcher;
  GtkWidget *bottom;
  GtkMenuButton *menu_button;
  GMenuModel *main_menu;
  AlcoveSidebarChoice *choice; /* nullable: made when first needed */
  AlcoveSidebarShelf *shelf;   /* nullable: made when first needed */
  AlcoveSession *session;
  AlcoveConversationList *chats; /* nullable: what is shown of the session */
  char *folder_id;               /* nullable: the folder that is shown */
  AlcoveConversation *selected;
  GListModel *accounts;
};

G_DEFINE_FINAL_TYPE (AlcoveSidebar, alcove_sidebar, ADW_TYPE_BIN)

static GParamSpec *props[PROP_SELECTED + 1];
static guint signals[N_SIGNALS];

static AlcoveShelf
get_shelf (AlcoveSidebar *self)
{
  return self->chats ? alcove_conversation_list_get_shelf (self->chats) : ALCOVE_SHELF_CHATS;
}

static AdwToolbarView *
get_view (AlcoveSidebar *self)
{
  return ADW_TOOLBAR_VIEW (adw_bin_get_child (ADW_BIN (self)));
}

/* ---- pages ---- */

static void
update_page (AlcoveSidebar *self)
{
  const AlcoveSidebarPage page = alcove_sidebar_pages_update (self->pages, self->chats);

  if (self->shelf != NULL)
    alcove_sidebar_shelf_set_is_empty (self->shelf, page == ALCOVE_SIDEBAR_PAGE_EMPTY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sidebar.choose",
                                 page == ALCOVE_SIDEBAR_PAGE_LIST);
}

static void
update_shelf (AlcoveSidebar *self)
{
  const AlcoveShelf shelf = get_shelf (self);
  g_autoptr (AlcoveFolder) folder = shelf == ALCOVE_SHELF_FOLDER
                                        ? alcove_session_dup_folder (self->session, self->folder_id)
                                        : NULL;
  const char *icon, *title, *empty, *hint;

  alcove_sidebar_shelf_get_words (shelf, folder, &icon, &title, &empty, &hint);
  alcove_sidebar_pages_set_words (self->pages, icon, empty, hint);
  if (shelf != ALCOVE_SHELF_CHATS && self->shelf == NULL)
    {
      self->shelf = ALCOVE_SIDEBAR_SHELF (alcove_sidebar_shelf_new ());
      adw_toolbar_view_add_top_bar (get_view (self), GTK_WIDGET (self->shelf));
    }
  if (self->shelf == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->shelf), shelf != ALCOVE_SHELF_CHATS);
  if (shelf != ALCOVE_SHELF_CHATS)
    alcove_sidebar_shelf_set_title (self->shelf, title, shelf == ALCOVE_SHELF_TRASH);
}

static void
show_shelf (AlcoveSidebar *self, AlcoveShelf shelf, const char *folder_id)
{
  if (self->chats != NULL)
    g_signal_handlers_disconnect_by_data (self->chats, self);
  g_clear_object (&self->chats);
  g_set_str (&self->folder_id, folder_id);
  if (self->session != NULL)
    self->chats = alcove_session_dup_shelf (self->session, shelf, folder_id);
  if (self->chats != NULL)
    g_signal_connect_object (self->chats, "notify::is-loading", G_CALLBACK (update_page), self,
                             G_CONNECT_SWAPPED);
  alcove_sidebar_list_show (self->list, self->session, self->chats);
  update_shelf (self);
  update_page (self);
}

/**
 * alcove_sidebar_show_all:
 * @self: a sidebar
 *
 * Goes back to all chats from wherever it is.
 */
void
alcove_sidebar_show_all (AlcoveSidebar *self)
{
  if (get_shelf (self) != ALCOVE_SHELF_CHATS)
    show_shelf (self, ALCOVE_SHELF_CHATS, NULL);
}

/* A folder may go while it is shown, and may get another name. */
static void
folders_changed (AlcoveSidebar *self)
{
  g_autoptr (AlcoveFolder) folder = NULL;

  if (get_shelf (self) != ALCOVE_SHELF_FOLDER)
    return;
  folder = alcove_session_dup_folder (self->session, self->folder_id);
  if (folder == NULL)
    alcove_sidebar_show_all (self);
  else
    update_shelf (self);
}

/* ---- several ---- */

/* Who chose all means also those that are still being read. */
static void
choice_changed (AlcoveSidebar *self)
{
  static const char *const of_several[]
      = { "sidebar.change", "sidebar.delete", "sidebar.export", "sidebar.move-to-new-folder" };
  const gboolean is_choosing = alcove_sidebar_list_get_is_choosing (self->list);
  g_autoptr (GPtrArray) chats = NULL;
  g_autoptr (GMenuModel) folders = NULL;
  gboolean are_known;
  guint n_chosen;

  if (is_choosing && self->choice == NULL)
    {
      self->choice = ALCOVE_SIDEBAR_CHOICE (alcove_sidebar_choice_new ());
      adw_toolbar_view_add_bottom_bar (get_view (self), GTK_WIDGET (self->choice));
    }
  if (self->choice != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->choice), is_choosing);
  gtk_widget_set_visible (self->bottom, !is_choosing);
  n_chosen = alcove_sidebar_list_count_chosen (self->list, &are_known);
  for (guint i = 0; i < G_N_ELEMENTS (of_several); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_several[i],
                                   !is_choosing || (n_chosen > 0 && are_known));
  if (!is_choosing || self->session == NULL)
    return;
  alcove_sidebar_choice_update (self->choice, n_chosen, get_shelf (self) == ALCOVE_SHELF_TRASH,
                                get_shelf (self) == ALCOVE_SHELF_ARCHIVE,
                                alcove_sidebar_menu_can_export (GTK_WIDGET (self)));
  chats = alcove_sidebar_list_dup_targets (self->list);
  folders = alcove_sidebar_menu_new_for_moving (self->session, chats);
  alcove_sidebar_choice_set_folders (self->choice, folders);
}

/**
 * alcove_sidebar_end_choosing:
 * @self: a sidebar
 *
 * What was chosen was dealt with.
 */
void
alcove_sidebar_end_choosing (AlcoveSidebar *self)
{
  alcove_sidebar_list_set_is_choosing (self->list, FALSE);
}

/* ---- what is asked ---- */

static void
activated (AlcoveSidebar *self, GObject *item)
{
  if (ALCOVE_IS_FOLDER (item))
    show_shelf (self, ALCOVE_SHELF_FOLDER, alcove_folder_get_id (ALCOVE_FOLDER (item)));
  else
    g_signal_emit (self, signals[CHOSEN], 0, item);
}

static void
renamed (AlcoveSidebar *self, AlcoveConversation *chat, const char *title)
{
  g_signal_emit (self, signals[RENAMED], 0, chat, title);
}

static void
emit_change (AlcoveSidebar *self, AlcoveChatChange change, const char *folder_id)
{
  g_autoptr (GPtrArray) chats = alcove_sidebar_list_dup_targets (self->list);

  if (chats->len > 0)
    g_signal_emit (self, signals[CHANGE], 0, (int) change, chats, folder_id);
}

static void
dropped (AlcoveSidebar *self, AlcoveFolder *folder)
{
  emit_change (self, ALCOVE_CHAT_CHANGE_MOVE, alcove_folder_get_id (folder));
}

static void
change_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *folder_id;
  int change;

  g_variant_get (parameter, "(i&s)", &change, &folder_id);
  emit_change (ALCOVE_SIDEBAR (widget), (AlcoveChatChange) change, folder_id);
}

/* The Delete key: to the trash, and there for good. */
static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveSidebar *self = ALCOVE_SIDEBAR (widget);

  emit_change (self,
               get_shelf (self) == ALCOVE_SHELF_TRASH ? ALCOVE_CHAT_CHANGE_DELETE
                                                      : ALCOVE_CHAT_CHANGE_TRASH,
               "");
}

static void
targets_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveSidebar *self = ALCOVE_SIDEBAR (widget);
  g_autoptr (GPtrArray) chats = alcove_sidebar_list_dup_targets (self->list);

  if (chats->len == 0)
    return;
  if (g_str_equal (name, "sidebar.move-to-new-folder"))
    g_signal_emit (self, signals[NEW_FOLDER], 0, chats);
  else if (g_str_equal (name, "sidebar.export"))
    g_signal_emit (self, signals[EXPORT], 0, chats);
  else if (g_str_equal (name, "sidebar.keep"))
    g_signal_emit (self, signals[KEEP], 0, g_ptr_array_index (chats, 0));
  else if (g_str_equal (name, "sidebar.duplicate"))
    g_signal_emit (self, signals[DUPLICATE], 0, g_ptr_array_index (chats, 0));
  else
    alcove_sidebar_list_rename (self->list, g_ptr_array_index (chats, 0));
}

static void
shelf_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveSidebar *self = ALCOVE_SIDEBAR (widget);
  const char *which = g_variant_get_string (parameter, NULL);

  if (g_str_equal (name, "sidebar.open-folder"))
    show_shelf (self, ALCOVE_SHELF_FOLDER, which);
  else if (g_str_equal (which, "archive"))
    show_shelf (self, ALCOVE_SHELF_ARCHIVE, NULL);
  else if (g_str_equal (which, "trash"))
    show_shelf (self, ALCOVE_SHELF_TRASH, NULL);
  else
    alcove_sidebar_show_all (self);
}

static void
choice_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveSidebar *self = ALCOVE_SIDEBAR (widget);

  if (g_str_equal (name, "sidebar.choose-all"))
    alcove_sidebar_list_choose_all (self->list);
  else
    alcove_sidebar_list_set_is_choosing (self->list,
                                         g_str_equal (name, "sidebar.choose")
                                             && !alcove_sidebar_list_get_is_choosing (self->list));
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  alcove_sidebar_list_popup_menu (ALCOVE_SIDEBAR (widget)->list);
}

/* One step back at a time; the window has Escape when there is none. */
static gboolean
escape (GtkWidget *widget, GVariant *args, gpointer data)
{
  AlcoveSidebar *self = ALCOVE_SIDEBAR (widget);

  if (alcove_sidebar_list_get_is_choosing (self->list))
    alcove_sidebar_end_choosing (self);
  else if (get_shelf (self) != ALCOVE_SHELF_CHATS)
    alcove_sidebar_show_all (self);
  else
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  return GDK_EVENT_STOP;
}

void
alcove_sidebar_move (AlcoveSidebar *self, int step)
{
  alcove_sidebar_list_move (self->list, step);
}

void
alcove_sidebar_refresh_times (AlcoveSidebar *self)
{
  alcove_sidebar_list_refresh (self->list);
}

void
alcove_sidebar_open_newest (AlcoveSidebar *self)
{
  alcove_sidebar_show_all (self);
  alcove_sidebar_list_open_newest (self->list);
}

/**
 * alcove_sidebar_rename:
 * @self: a sidebar
 * @conversation: the chat that is open
 *
 * The row with the focus comes before it.
 *
 * Returns: whether that is dealt with; else ask for the title elsewhere
 */
gboolean
alcove_sidebar_rename (AlcoveSidebar *self, AlcoveConversation *conversation)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL)
    return alcove_sidebar_list_rename (self->list, conversation);
  return alcove_sidebar_list_rename_target (self->list, conversation);
}

AlcoveConversation *
alcove_sidebar_find_neighbour (AlcoveSidebar *self, GPtrArray *leaving)
{
  return alcove_sidebar_list_find_neighbour (self->list, leaving);
}

/* ---- the session ---- */

static void
session_changed (AlcoveSidebar *self)
{
  g_object_set (self->switcher, "name", alcove_session_get_name (self->session), NULL);
  alcove_sidebar_list_set_usual_model (self->list, alcove_session_get_model (self->session));
}

static void
set_session (AlcoveSidebar *self, AlcoveSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (alcove_session_get_folders (self->session), self);
    }
  g_clear_object (&self->selected);
  alcove_sidebar_list_set_selected (self->list, NULL);
  g_set_object (&self->session, session);
  show_shelf (self, ALCOVE_SHELF_CHATS, NULL);
  g_object_set (self->switcher, "name", NULL, NULL);
  if (session == NULL)
    return;
  g_object_connect (session, "swapped-object-signal::notify::name", session_changed, self,
                    "swapped-object-signal::notify::model", session_changed, self, NULL);
  g_signal_connect_object (alcove_session_get_folders (session), "items-changed",
                           G_CALLBACK (folders_changed), self, G_CONNECT_SWAPPED);
  session_changed (self);
}

/**
 * alcove_sidebar_set_selected:
 * @self: a sidebar
 * @conversation: (nullable): the chat that is open
 *
 * Marks the open chat. It need not be in the list yet.
 */
void
alcove_sidebar_set_selected (AlcoveSidebar *self, AlcoveConversation *conversation)
{
  if (g_set_object (&self->selected, conversation))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED]);
  alcove_sidebar_list_set_selected (self->list, conversation);
}

static void
alcove_sidebar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AlcoveSidebar *self = ALCOVE_SIDEBAR (object);

  switch ((AlcoveSidebarProperty) prop_id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_ACCOUNTS:
      g_set_object (&self->accounts, g_value_get_object (value));
      g_object_set (self->switcher, "accounts", self->accounts, NULL);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_SELECTED:
      alcove_sidebar_set_selected (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_sidebar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveSidebar *self = ALCOVE_SIDEBAR (object);

  switch ((AlcoveSidebarProperty) prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_ACCOUNTS:
      g_value_set_object (value, self->accounts);
      break;
    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
alcove_sidebar_grab_focus (GtkWidget *widget)
{
  if (gtk_widget_grab_focus (GTK_WIDGET (ALCOVE_SIDEBAR (widget)->list)))
    return TRUE;
  return GTK_WIDGET_CLASS (alcove_sidebar_parent_class)->grab_focus (widget);
}

static void
alcove_sidebar_dispose (GObject *object)
{
  AlcoveSidebar *self = ALCOVE_SIDEBAR (object);

  if (self->list != NULL)
    set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_SIDEBAR);
  g_clear_object (&self->chats);
  g_clear_object (&self->selected);
  g_clear_object (&self->accounts);
  g_clear_pointer (&self->folder_id, g_free);
  G_OBJECT_CLASS (alcove_sidebar_parent_class)->dispose (object);
}

static guint
add_signal (const char *name, guint n_parameters, GType first, GType second)
{
  return g_signal_new (name, ALCOVE_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_parameters, first, second);
}

static void
add_signals (void)
{
  signals[CHOSEN] = add_signal ("chosen", 1, ALCOVE_TYPE_CONVERSATION, G_TYPE_NONE);
  signals[RENAMED] = add_signal ("renamed", 2, ALCOVE_TYPE_CONVERSATION, G_TYPE_STRING);
  signals[KEEP] = add_signal ("keep", 1, ALCOVE_TYPE_CONVERSATION, G_TYPE_NONE);
  signals[DUPLICATE] = add_signal ("duplicate", 1, ALCOVE_TYPE_CONVERSATION, G_TYPE_NONE);
  signals[NEW_FOLDER] = add_signal ("new-folder", 1, G_TYPE_PTR_ARRAY, G_TYPE_NONE);
  signals[EXPORT] = add_signal ("export", 1, G_TYPE_PTR_ARRAY, G_TYPE_NONE);
  signals[CHANGE]
      = g_signal_new ("change", ALCOVE_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_PTR_ARRAY, G_TYPE_STRING);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "sidebar.change", "(is)", change_action },
    { "sidebar.delete", NULL, delete_action },
    { "sidebar.keep", NULL, targets_action },
    { "sidebar.rename", NULL, targets_action },
    { "sidebar.duplicate", NULL, targets_action },
    { "sidebar.export", NULL, targets_action },
    { "sidebar.move-to-new-folder", NULL, targets_action },
    { "sidebar.show-shelf", "s", shelf_action },
    { "sidebar.open-folder", "s", shelf_action },
    { "sidebar.choose", NULL, choice_action },
    { "sidebar.choose-all", NULL, choice_action },
    { "sidebar.end-choosing", NULL, choice_action },
    { "sidebar.menu", NULL, menu_action },
  };
  static const struct
  {
    guint key;
    GdkModifierType state;
    const char *action;
  } keys[] = {
    { GDK_KEY_Delete, 0, "sidebar.delete" },
    { GDK_KEY_BackSpace, GDK_CONTROL_MASK, "sidebar.delete" },
    { GDK_KEY_Menu, 0, "sidebar.menu" },
    { GDK_KEY_F10, GDK_SHIFT_MASK, "sidebar.menu" },
    { GDK_KEY_a, GDK_CONTROL_MASK, "sidebar.choose-all" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type,
                                     actions[i].func);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].state, keys[i].action,
                                         NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape, NULL);
}

static void
alcove_sidebar_class_init (AlcoveSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = alcove_sidebar_set_property;
  object_class->get_property = alcove_sidebar_get_property;
  object_class->dispose = alcove_sidebar_dispose;
  widget_class->grab_focus = alcove_sidebar_grab_focus;
  props[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, ALCOVE_TYPE_SESSION, flags);
  props[PROP_ACCOUNTS] = g_param_spec_object ("accounts", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_SELECTED]
      = g_param_spec_object ("selected", NULL, NULL, ALCOVE_TYPE_CONVERSATION, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  add_signals ();
  g_type_ensure (ALCOVE_TYPE_ACCOUNT_SWITCHER);
  g_type_ensure (ALCOVE_TYPE_SIDEBAR_PAGES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/alcovechat/Alcove/alcove-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebar, pages);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebar, main_menu);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebar, switcher);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebar, bottom);
  install_actions (widget_class);
}

static void
alcove_sidebar_init (AlcoveSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->list = alcove_sidebar_pages_get_list (self->pages);
  alcove_menu_on_demand_set (self->menu_button, self->main_menu);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (activated), self);
  g_signal_connect_swapped (self->list, "renamed", G_CALLBACK (renamed), self);
  g_signal_connect_swapped (self->list, "dropped", G_CALLBACK (dropped), self);
  g_signal_connect_swapped (self->list, "choice-changed", G_CALLBACK (choice_changed), self);
  g_signal_connect_swapped (self->list, "page-changed", G_CALLBACK (update_page), self);
  update_page (self);
}

GtkWidget *
alcove_sidebar_new (void)
{
  return g_object_new (ALCOVE_TYPE_SIDEBAR, NULL);
}
