/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The menu of a message, and which message keys are about. Main thread.
 *
 * One menu, from the mouse, the keyboard and the button beneath a message. What the view cannot do itself it leaves
 * to whoever offers the action above it; an item that nobody offers is not shown. */

#include "alcove-conversation-view-private.h"

#include <glib/gi18n.h>

#include "alcove-block-widget.h"

static AlcoveConversationEntry *
entry_at (AlcoveConversationView *self, guint row)
{
  return row < self->entries->len ? g_ptr_array_index (self->entries, row) : NULL;
}

/**
 * alcove_conversation_menu_find_id:
 * @self: a view
 * @id: of a message
 * @row: (out): where it is
 *
 * Returns: whether it is shown
 */
gboolean
alcove_conversation_menu_find_id (AlcoveConversationView *self, const char *id, guint *row)
{
  for (guint i = self->entries->len; i-- > 0;)
    if (g_strcmp0 (alcove_message_get_id (entry_at (self, i)->message), id) == 0)
      {
        *row = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * alcove_conversation_menu_get_focused:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the message in which the focus is
 */
AlcoveConversationEntry *
alcove_conversation_menu_get_focused (AlcoveConversationView *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

  for (guint i = 0; focus != NULL && i < self->live->len; i++)
    {
      AlcoveConversationEntry *entry = g_ptr_array_index (self->live, i);

      if (entry->group == focus)
        return entry;
    }
  return NULL;
}

/**
 * alcove_conversation_menu_get_current:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the message that has the focus, else the one at the top edge
 */
AlcoveConversationEntry *
alcove_conversation_menu_get_current (AlcoveConversationView *self)
{
  AlcoveConversationEntry *focused = alcove_conversation_menu_get_focused (self);

  return focused ? focused : entry_at (self, alcove_conversation_view_get_position (self));
}

static void
add (GMenu *menu, const char *label, const char *action, const AlcoveConversationEntry *entry)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  const char *id = alcove_message_get_id (entry->message);

  g_menu_item_set_action_and_target (item, action, "s", id ? id : "");
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-missing");
  g_menu_append_item (menu, item);
}

static void
add_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
add_copies (GMenu *menu, const AlcoveConversationEntry *entry)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenu) formats = g_menu_new ();

  g_menu_append (section, _ ("_Copy"), "selection.copy");
  g_menu_append (section, _ ("Copy as Mar_kdown"), "selection.copy-markdown");
  if (entry != NULL)
    {
      add (section, _ ("Copy _Message"), "message.copy", entry);
      add (formats, _ ("As _Markdown"), "message.copy-markdown", entry);
      add (formats, _ ("As _Plain Text"), "message.copy-plain", entry);
      g_menu_append_submenu (section, _ ("Copy M_essage As"), G_MENU_MODEL (formats));
    }
  g_menu_append (section, _ ("Select _All"), "selection.select-all");
  add_section (menu, section);
}

/* Of the block that was pressed. */
static void
add_block (GMenu *menu, AlcoveConversationView *self)
{
  g_autoptr (GMenu) section = g_menu_new ();

  if (self->menu_block == NULL)
    return;
  if (self->menu_block->kind == ALCOVE_BLOCK_TABLE)
    g_menu_append (section, _ ("Copy _Table"), "block.copy");
  else if (self->menu_block->kind == ALCOVE_BLOCK_CODE)
    {
      g_menu_append (section, _ ("Copy C_ode"), "block.copy");
      g_menu_append (section, _ ("_Save Code As…"), "block.save");
    }
  else
    return;
  add_section (menu, section);
}

static void
add_deeds (GMenu *menu, const AlcoveConversationEntry *entry)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();
  const AlcoveRole role = alcove_message_get_role (entry->message);

  if (role == ALCOVE_ROLE_USER)
    add (section, _ ("_Edit…"), "message.edit", entry);
  if (role == ALCOVE_ROLE_ASSISTANT)
    {
      add (section, _ ("_Regenerate"), "message.regenerate", entry);
      add (section, _ ("Regenerate _With…"), "message.regenerate-with", entry);
      add (section, _ ("_Edit…"), "message.edit", entry);
    }
  add_section (menu, section);
  add (end, _ ("_Delete…"), "message.delete", entry);
  add_section (menu, end);
}

static GMenuModel *
make_menu (AlcoveConversationView *self)
{
  GMenu *menu = g_menu_new ();
  const AlcoveConversationEntry *entry = entry_at (self, self->menu_row);

  if (self->menu_link != NULL)
    {
      g_autoptr (GMenu) link = g_menu_new ();

      g_menu_append (link, _ ("Copy _Link"), "link.copy");
      add_section (menu, link);
    }
  add_block (menu, self);
  add_copies (menu, entry);
  if (entry != NULL)
    add_deeds (menu, entry);
  return G_MENU_MODEL (menu);
}

/* Back to where the reader was: to the message whose menu it was, if that had the focus. */
static void
menu_closed (AlcoveConversationView *self)
{
  GtkWidget *before = self->menu_focus;

  g_clear_weak_pointer (&self->menu_focus);
  gtk_widget_grab_focus (before ? before : GTK_WIDGET (self));
}

static void
popup_at (AlcoveConversationView *self, const GdkRectangle *at)
{
  g_autoptr (GMenuModel) menu = make_menu (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_set_weak_pointer (&self->menu_focus,
                      focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus : NULL);
  self->menu = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->menu), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (menu_closed), self);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
set_block (AlcoveConversationView *self, GtkWidget *widget)
{
  const AlcoveBlockLayout *layout
      = widget ? alcove_block_widget_get_layout (ALCOVE_BLOCK_WIDGET (widget)) : NULL;

  g_clear_pointer (&self->menu_block, alcove_block_unref);
  self->menu_block = layout ? alcove_block_ref (layout->block) : NULL;
}

/**
 * alcove_conversation_menu_popup:
 * @self: a view
 * @x: where the menu points to
 * @y: where the menu points to
 */
void
alcove_conversation_menu_popup (AlcoveConversationView *self, double x, double y)
{
  AlcoveTextPoint point;
  GtkWidget *block = alcove_conversation_stage_find_block (self, x, y, &point);

  self->menu_row = block ? point.row : G_MAXUINT;
  set_block (self, block);
  popup_at (self, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

/* What of a widget can be seen. */
static gboolean
get_visible_place (AlcoveConversationView *self, GtkWidget *widget, GdkRectangle *at)
{
  const int height = gtk_widget_get_height (GTK_WIDGET (self));
  graphene_rect_t bounds;
  int top, bottom;

  if (widget == NULL || !gtk_widget_compute_bounds (widget, GTK_WIDGET (self), &bounds))
    return FALSE;
  top = CLAMP ((int) bounds.origin.y, 0, height - 1);
  bottom = CLAMP ((int) (bounds.origin.y + bounds.size.height), top + 1, height);
  *at = (GdkRectangle) { (int) bounds.origin.x, top, MAX (1, (int) bounds.size.width),
                         MIN (bottom - top, 40) };
  return TRUE;
}

/* The block that keys are about: the one with the focus in it, else where the selection ends. */
static GtkWidget *
find_block (AlcoveConversationView *self, GtkWidget *focus, GdkRectangle *at)
{
  const AlcoveTextPoint *end = &self->selection.focus;
  AlcoveConversationEntry *entry = entry_at (self, end->row);
  guint item;

  if (focus != NULL && focus != GTK_WIDGET (self))
    return gtk_widget_get_ancestor (focus, ALCOVE_TYPE_BLOCK_WIDGET);
  if (alcove_selection_is_empty (&self->selection) || entry == NULL
      || alcove_conversation_entry_get_n_items (entry) == 0
      || !alcove_conversation_entry_find_block (entry, end->section, end->block, &item)
      || !alcove_conversation_caret_locate (self, end, at) || at->y + at->height < 0
      || at->y > gtk_widget_get_height (GTK_WIDGET (self)))
    return NULL;
  self->menu_row = end->row;
  return alcove_conversation_entry_get_item (entry, item)->widget;
}

/* By key: of the message that has the focus, at what has it. */
static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationView *self = ALCOVE_CONVERSATION_VIEW (widget);
  AlcoveConversationEntry *current = alcove_conversation_menu_get_current (self);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GdkRectangle at = { gtk_widget_get_width (widget) / 2, gtk_widget_get_height (widget) / 2, 1, 1 };
  const AlcoveSpan *link = NULL;
  GtkWidget *block;

  self->menu_row = G_MAXUINT;
  block = find_block (self, focus, &at);
  set_block (self, block);
  if (block != NULL && block == focus)
    link = alcove_block_widget_get_focused_link (ALCOVE_BLOCK_WIDGET (block));
  g_set_str (&self->menu_link, link ? link->target : NULL);
  if (current != NULL && self->menu_row == G_MAXUINT)
    {
      alcove_conversation_view_find_row (self, current, &self->menu_row);
      get_visible_place (self, focus && focus != widget ? focus : current->group, &at);
    }
  popup_at (self, &at);
}

/* The button beneath a message. */
static void
message_menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationView *self = ALCOVE_CONVERSATION_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  AlcoveConversationEntry *entry;
  GtkWidget *at_widget = NULL;
  GdkRectangle at = { 0, 0, 1, 1 };
  guint n_items;

  if (!alcove_conversation_menu_find_id (self, g_variant_get_string (parameter, NULL),
                                         &self->menu_row))
    return;
  entry = entry_at (self, self->menu_row);
  n_items = alcove_conversation_entry_get_n_items (entry);
  if (n_items > 0)
    at_widget = alcove_conversation_entry_get_item (entry, n_items - 1)->widget;
  if (focus != NULL && entry->group != NULL && gtk_widget_is_ancestor (focus, entry->group))
    at_widget = focus;
  g_clear_pointer (&self->menu_link, g_free);
  set_block (self, NULL);
  get_visible_place (self, at_widget, &at);
  popup_at (self, &at);
}

/* Of the message that keys are about: offered by who stands above, with its id. */
static void
current_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationEntry *current
      = alcove_conversation_menu_get_current (ALCOVE_CONVERSATION_VIEW (widget));
  const gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const gboolean is_left = g_str_equal (name, "current.variant-left");

  if (current != NULL && alcove_message_get_id (current->message) != NULL)
    gtk_widget_activate_action (
        widget, is_left != is_rtl ? "message.variant-before" : "message.variant-after", "s",
        alcove_message_get_id (current->message));
}

void
alcove_conversation_menu_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "message.menu", "s", message_menu_action);
  gtk_widget_class_install_action (widget_class, "menu.popup", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "current.variant-left", NULL, current_action);
  gtk_widget_class_install_action (widget_class, "current.variant-right", NULL, current_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "menu.popup", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "menu.popup",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK,
                                       "current.variant-left", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK,
                                       "current.variant-right", NULL);
}
