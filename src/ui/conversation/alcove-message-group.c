/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The widgets of one message. Main thread.
 *
 * The conversation says where every child stands; the group only allocates them so. It is an article with the
 * author's name, so that a screen reader can go from message to message. */

#include "alcove-message-group.h"

#include <glib/gi18n.h>

#include "alcove-conversation-view-private.h"
#include "alcove-message-outline.h"

typedef struct
{
  GtkWidget *child;
  GdkRectangle place;
} Seat;

struct _AlcoveMessageGroup
{
  GtkWidget parent_instance;

  AlcoveRole role;
  GPtrArray *kept; /* children that wait for a message */
  GArray *seats;
  guint n_placed;
  gboolean is_changed;
  AlcoveMessageOutline *outline; /* nullable: no screen reader has asked */
};

static GtkAccessibleInterface *parent_interface;

/* The entry lives as long as its group stands in the view. */
static AlcoveConversationEntry *
find_entry (AlcoveMessageGroup *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  GPtrArray *live
      = ALCOVE_IS_CONVERSATION_VIEW (parent) ? ALCOVE_CONVERSATION_VIEW (parent)->live : NULL;

  for (guint i = 0; live != NULL && i < live->len; i++)
    {
      AlcoveConversationEntry *entry = g_ptr_array_index (live, i);

      if (entry->group == GTK_WIDGET (self))
        return entry;
    }
  return NULL;
}

/* Lists and quotes stand between the group and its widgets. */
static GtkAccessible *
get_first_accessible_child (GtkAccessible *accessible)
{
  AlcoveMessageGroup *self = ALCOVE_MESSAGE_GROUP (accessible);
  AlcoveConversationEntry *entry = find_entry (self);
  GtkAccessible *first = NULL;

  if (entry != NULL && self->outline == NULL)
    self->outline = alcove_message_outline_new (GTK_WIDGET (self));
  if (entry != NULL)
    first = alcove_message_outline_get_first (self->outline, entry);
  return first ? first : parent_interface->get_first_accessible_child (accessible);
}

static void
accessible_init (GtkAccessibleInterface *interface)
{
  parent_interface = g_type_interface_peek_parent (interface);
  interface->get_first_accessible_child = get_first_accessible_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AlcoveMessageGroup, alcove_message_group, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE, accessible_init))

static void
alcove_message_group_dispose (GObject *object)
{
  AlcoveMessageGroup *self = ALCOVE_MESSAGE_GROUP (object);
  GtkWidget *child;

  g_clear_pointer (&self->outline, alcove_message_outline_free);
  g_array_set_size (self->seats, 0);
  g_ptr_array_set_size (self->kept, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (alcove_message_group_parent_class)->dispose (object);
}

static void
alcove_message_group_finalize (GObject *object)
{
  g_array_unref (ALCOVE_MESSAGE_GROUP (object)->seats);
  g_ptr_array_unref (ALCOVE_MESSAGE_GROUP (object)->kept);
  G_OBJECT_CLASS (alcove_message_group_parent_class)->finalize (object);
}

static void
alcove_message_group_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                              int *minimum, int *natural, int *minimum_baseline,
                              int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
alcove_message_group_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AlcoveMessageGroup *self = ALCOVE_MESSAGE_GROUP (widget);

  for (guint i = 0; i < self->seats->len; i++)
    {
      const Seat *seat = &g_array_index (self->seats, Seat, i);
      const graphene_point_t at
          = GRAPHENE_POINT_INIT ((float) seat->place.x, (float) seat->place.y);

      int least;

      gtk_widget_measure (seat->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_allocate (seat->child, MAX (seat->place.width, least), seat->place.height, -1,
                           gsk_transform_translate (NULL, &at));
    }
}

/* Tab goes from control to control; the message itself is gone to by keys of its own. */
static gboolean
alcove_message_group_focus (GtkWidget *widget, GtkDirectionType direction)
{
  const gboolean is_back
      = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP || direction == GTK_DIR_LEFT;
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (child == NULL && is_back && gtk_widget_is_focus (widget))
    return FALSE;
  if (child == NULL)
    child = is_back ? gtk_widget_get_last_child (widget) : gtk_widget_get_first_child (widget);
  for (; child != NULL;
       child = is_back ? gtk_widget_get_prev_sibling (child) : gtk_widget_get_next_sibling (child))
    if (gtk_widget_child_focus (child, direction))
      return TRUE;
  return FALSE;
}

static void
alcove_message_group_class_init (AlcoveMessageGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = alcove_message_group_dispose;
  object_class->finalize = alcove_message_group_finalize;
  widget_class->measure = alcove_message_group_measure;
  widget_class->size_allocate = alcove_message_group_size_allocate;
  widget_class->focus = alcove_message_group_focus;
  gtk_widget_class_set_css_name (widget_class, "message");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ARTICLE);
}

static void
alcove_message_group_init (AlcoveMessageGroup *self)
{
  self->seats = g_array_new (FALSE, FALSE, sizeof (Seat));
  self->kept = g_ptr_array_new ();
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/**
 * alcove_message_group_new:
 * @message: whose widgets stand in it
 *
 * Returns: (transfer floating): an empty group
 */
GtkWidget *
alcove_message_group_new (AlcoveMessage *message)
{
  GtkWidget *self = g_object_new (ALCOVE_TYPE_MESSAGE_GROUP, NULL);
  const AlcoveRole role = alcove_message_get_role (message);
  const char *author = _ ("Answer");

  if (role == ALCOVE_ROLE_USER)
    author = _ ("You");
  else if (role == ALCOVE_ROLE_SYSTEM)
    author = _ ("System prompt");
  else if (role == ALCOVE_ROLE_TOOL)
    author = _ ("Tool result");
  ALCOVE_MESSAGE_GROUP (self)->role = role;
  gtk_widget_add_css_class (self, alcove_role_to_string (role));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, author, -1);
  return self;
}

/**
 * alcove_message_group_begin:
 * @self: a group
 *
 * The children are placed anew.
 */
void
alcove_message_group_begin (AlcoveMessageGroup *self)
{
  self->n_placed = 0;
  self->is_changed = FALSE;
}

/**
 * alcove_message_group_place:
 * @self: a group
 * @child: a child of it
 * @place: where it stands in the group
 */
void
alcove_message_group_place (AlcoveMessageGroup *self, GtkWidget *child, const GdkRectangle *place)
{
  const Seat seat = { child, *place };
  Seat *old = NULL;

  if (self->n_placed < self->seats->len)
    old = &g_array_index (self->seats, Seat, self->n_placed);
  if (old == NULL)
    g_array_append_val (self->seats, seat);
  else if (old->child == child && gdk_rectangle_equal (&old->place, place))
    {
      self->n_placed++;
      return;
    }
  else
    *old = seat;
  self->n_placed++;
  self->is_changed = TRUE;
}

/**
 * alcove_message_group_end:
 * @self: a group
 *
 * All children are placed: the next allocation takes it over.
 */
void
alcove_message_group_end (AlcoveMessageGroup *self)
{
  if (self->seats->len > self->n_placed)
    {
      g_array_set_size (self->seats, self->n_placed);
      self->is_changed = TRUE;
    }
  if (self->is_changed)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * alcove_message_group_can_reuse:
 * @self: a group that no message needs
 * @message: one that comes into view
 *
 * Returns: whether it may stand in @self: a group is for ever what it is for a screen reader
 */
gboolean
alcove_message_group_can_reuse (AlcoveMessageGroup *self, AlcoveMessage *message)
{
  return self->role == alcove_message_get_role (message);
}

/**
 * alcove_message_group_keep:
 * @self: a group
 * @child: a child of it that is not needed now
 *
 * Hides @child until it is taken.
 */
void
alcove_message_group_keep (AlcoveMessageGroup *self, GtkWidget *child)
{
  for (guint i = 0; i < self->seats->len; i++)
    if (g_array_index (self->seats, Seat, i).child == child)
      g_array_remove_index (self->seats, i--);
  /* a screen reader finds it where the next message has it */
  g_clear_pointer (&self->outline, alcove_message_outline_free);
  alcove_message_outline_leave (child);
  gtk_widget_set_visible (child, FALSE);
  g_ptr_array_add (self->kept, child);
}

/**
 * alcove_message_group_take:
 * @self: a group
 * @type: of a widget
 *
 * Returns: (transfer none) (nullable): a child of that type that was kept, visible again
 */
GtkWidget *
alcove_message_group_take (AlcoveMessageGroup *self, GType type)
{
  for (guint i = 0; i < self->kept->len; i++)
    if (G_OBJECT_TYPE (g_ptr_array_index (self->kept, i)) == type)
      {
        GtkWidget *child = g_ptr_array_remove_index_fast (self->kept, i);

        gtk_widget_set_visible (child, TRUE);
        return child;
      }
  return NULL;
}
