/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The list of chats. Main thread. The list is the session's own and is paged lazily there; here it is
 * never walked. The selection follows what is open, and a press or a key in the list asks the window to
 * open something else. */

#include "alcove-sidebar.h"

#include "alcove-account-switcher.h"
#include "alcove-sidebar-row.h"
#include "alcove-skeleton.h"

typedef enum
{
  PROP_SESSION = 1,
  PROP_ACCOUNTS,
  PROP_SELECTED,
} AlcoveSidebarProperty;

enum
{
  CHOSEN,
  RENAME,
  TRASH,
  KEEP,
  N_SIGNALS
};

struct _AlcoveSidebar
{
  AdwBin parent_instance;
  GtkStack *stack;
  GtkListView *list;
  AlcoveAccountSwitcher *switcher;
  GtkSingleSelection *selection;
  AlcoveSession *session;
  AlcoveConversation *selected;
  GListModel *accounts;
  gboolean is_syncing; /* the selection is being set by us */
};

G_DEFINE_FINAL_TYPE (AlcoveSidebar, alcove_sidebar, ADW_TYPE_BIN)

static GParamSpec *props[PROP_SELECTED + 1];
static guint signals[N_SIGNALS];

static AlcoveConversationList *
get_conversations (AlcoveSidebar *self)
{
  return self->session ? alcove_session_get_conversations (self->session) : NULL;
}

static void
update_page (AlcoveSidebar *self)
{
  AlcoveConversationList *chats = get_conversations (self);
  const char *page = "list";

  if (chats == NULL)
    page = "loading";
  else if (g_list_model_get_n_items (G_LIST_MODEL (chats)) == 0)
    page = alcove_conversation_list_get_is_loading (chats) ? "loading" : "empty";
  gtk_stack_set_visible_child_name (self->stack, page);
}

/* Points the selection at what is open, wherever it moved to. */
static void
sync_selection (AlcoveSidebar *self)
{
  AlcoveConversationList *chats = get_conversations (self);
  const char *id = self->selected ? alcove_conversation_get_id (self->selected) : NULL;
  guint position = GTK_INVALID_LIST_POSITION;

  if (chats == NULL || id == NULL || alcove_conversation_list_find (chats, id, &position) == NULL)
    position = GTK_INVALID_LIST_POSITION;
  self->is_syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->is_syncing = FALSE;
}

static void
items_changed (AlcoveSidebar *self)
{
  update_page (self);
  sync_selection (self);
}

static void
choose (AlcoveSidebar *self, AlcoveConversation *conversation)
{
  g_autoptr (AlcoveConversation) kept = g_object_ref (conversation);

  g_signal_emit (self, signals[CHOSEN], 0, kept);
}

static void
selection_changed (AlcoveSidebar *self)
{
  AlcoveConversation *item = gtk_single_selection_get_selected_item (self->selection);

  if (!self->is_syncing && item != NULL && item != self->selected)
    choose (self, item);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveSidebar *self = ALCOVE_SIDEBAR (widget);
  AlcoveConversation *item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    choose (self, item);
}

static void
row_activated (AlcoveSidebar *self)
{
  open_action (GTK_WIDGET (self), NULL, NULL);
}

static void
emit_for (AlcoveSidebar *self, guint signal_id, AlcoveConversation *conversation)
{
  g_autoptr (AlcoveConversation) kept = conversation ? g_object_ref (conversation) : NULL;

  if (kept != NULL)
    g_signal_emit (self, signal_id, 0, kept);
}

/* The row menu's actions carry an id, as the row may show another chat by the time they arrive. */
static void
row_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveSidebar *self = ALCOVE_SIDEBAR (widget);
  AlcoveConversationList *chats = get_conversations (self);
  AlcoveConversation *chat = NULL;

  if (chats != NULL)
    chat = alcove_conversation_list_find (chats, g_variant_get_string (parameter, NULL), NULL);
  if (g_str_equal (name, "sidebar.rename"))
    emit_for (self, signals[RENAME], chat);
  else if (g_str_equal (name, "sidebar.trash"))
    emit_for (self, signals[TRASH], chat);
  else
    emit_for (self, signals[KEEP], chat);
}

static void
trash_selected_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveSidebar *self = ALCOVE_SIDEBAR (widget);

  emit_for (self, signals[TRASH], gtk_single_selection_get_selected_item (self->selection));
}

/* The menu key, where the focus is: on the list item that holds a row. */
static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus ? gtk_widget_get_first_child (focus) : NULL;

  if (ALCOVE_IS_SIDEBAR_ROW (row))
    alcove_sidebar_row_popup_menu (ALCOVE_SIDEBAR_ROW (row), 12, gtk_widget_get_height (row));
}

static void
open_at (AlcoveSidebar *self, guint position)
{
  g_autoptr (AlcoveConversation) item
      = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item == NULL)
    return;
  choose (self, item);
  gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_NONE, NULL);
}

/**
 * alcove_sidebar_move:
 * @self: a sidebar
 * @step: 1 for the next chat, -1 for the one before
 *
 * Opens a neighbour of the selected chat; the newest where none is selected.
 */
void
alcove_sidebar_move (AlcoveSidebar *self, int step)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint position = gtk_single_selection_get_selected (self->selection);

  if (n_items == 0)
    return;
  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  else if (step > 0 && position + 1 < n_items)
    position++;
  else if (step < 0 && position > 0)
    position--;
  open_at (self, position);
}

/**
 * alcove_sidebar_refresh_times:
 * @self: a sidebar
 *
 * What was "14:05" is "Yesterday" after a night. Only the few rows that exist are touched.
 */
void
alcove_sidebar_refresh_times (AlcoveSidebar *self)
{
  for (GtkWidget *item = gtk_widget_get_first_child (GTK_WIDGET (self->list)); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *row = gtk_widget_get_first_child (item);

      if (ALCOVE_IS_SIDEBAR_ROW (row))
        alcove_sidebar_row_refresh (ALCOVE_SIDEBAR_ROW (row));
    }
}

/**
 * alcove_sidebar_open_newest:
 * @self: a sidebar
 *
 * Opens the first chat of the list.
 */
void
alcove_sidebar_open_newest (AlcoveSidebar *self)
{
  open_at (self, 0);
}

static void
set_session (AlcoveSidebar *self, AlcoveSession *session)
{
  AlcoveConversationList *chats = get_conversations (self);

  if (self->session == session)
    return;
  if (chats != NULL)
    g_signal_handlers_disconnect_by_data (chats, self);
  g_clear_object (&self->selected);
  g_set_object (&self->session, session);
  chats = get_conversations (self);
  self->is_syncing = TRUE;
  gtk_single_selection_set_model (self->selection, chats ? G_LIST_MODEL (chats) : NULL);
  self->is_syncing = FALSE;
  g_object_set (self->switcher, "name", session ? alcove_session_get_name (session) : NULL, NULL);
  if (chats != NULL)
    {
      g_signal_connect_object (chats, "items-changed", G_CALLBACK (items_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (chats, "notify::is-loading", G_CALLBACK (update_page), self,
                               G_CONNECT_SWAPPED);
    }
  items_changed (self);
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
  sync_selection (self);
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
  AlcoveSidebar *self = ALCOVE_SIDEBAR (widget);
  guint position = gtk_single_selection_get_selected (self->selection);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return GTK_WIDGET_CLASS (alcove_sidebar_parent_class)->grab_focus (widget);
  gtk_list_view_scroll_to (self->list, position == GTK_INVALID_LIST_POSITION ? 0 : position,
                           GTK_LIST_SCROLL_FOCUS, NULL);
  return gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
alcove_sidebar_dispose (GObject *object)
{
  AlcoveSidebar *self = ALCOVE_SIDEBAR (object);

  if (self->selection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->selection, self);
      gtk_single_selection_set_model (self->selection, NULL);
    }
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_SIDEBAR);
  g_clear_object (&self->selection);
  g_clear_object (&self->session);
  g_clear_object (&self->selected);
  g_clear_object (&self->accounts);
  G_OBJECT_CLASS (alcove_sidebar_parent_class)->dispose (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, ALCOVE_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 1, ALCOVE_TYPE_CONVERSATION);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sidebar.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "sidebar.rename", "s", row_action);
  gtk_widget_class_install_action (widget_class, "sidebar.trash", "s", row_action);
  gtk_widget_class_install_action (widget_class, "sidebar.keep", "s", row_action);
  gtk_widget_class_install_action (widget_class, "sidebar.trash-selected", NULL,
                                   trash_selected_action);
  gtk_widget_class_install_action (widget_class, "sidebar.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "sidebar.trash-selected",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, GDK_CONTROL_MASK,
                                       "sidebar.trash-selected", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "sidebar.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "sidebar.menu",
                                       NULL);
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
  signals[CHOSEN] = add_signal ("chosen");
  signals[RENAME] = add_signal ("rename");
  signals[TRASH] = add_signal ("trash");
  signals[KEEP] = add_signal ("keep");
  g_type_ensure (ALCOVE_TYPE_ACCOUNT_SWITCHER);
  g_type_ensure (ALCOVE_TYPE_SIDEBAR_ROW);
  g_type_ensure (ALCOVE_TYPE_SKELETON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/alcovechat/Alcove/alcove-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebar, switcher);
  install_actions (widget_class);
}

static void
alcove_sidebar_init (AlcoveSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection, "notify::selected-item",
                            G_CALLBACK (selection_changed), self);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (row_activated), self);
  update_page (self);
}

GtkWidget *
alcove_sidebar_new (void)
{
  return g_object_new (ALCOVE_TYPE_SIDEBAR, NULL);
}
