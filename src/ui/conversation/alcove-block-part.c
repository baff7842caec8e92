/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A part of a block, or what stands around blocks, as a screen reader finds it. Main thread. Made when it is asked for,
 * which is only where a screen reader runs, and forgotten when what is shown is other than before. */

#include "alcove-block-part.h"

struct _AlcoveBlockPart
{
  GObject parent_instance;

  GtkAccessibleRole role;
  GtkATContext *context; /* NULL where there is no accessibility at all */
  GtkAccessible *parent; /* not owned; NULL: forgotten */
  GtkAccessible *next;   /* weak */
  GtkAccessible *first;  /* weak: a child that is a widget, or leads to one; then it has no parts */
  GPtrArray *children;   /* AlcoveBlockPart */
  GdkRectangle place;
};

static GtkATContext *
get_at_context (GtkAccessible *accessible)
{
  GtkATContext *context = ALCOVE_BLOCK_PART (accessible)->context;

  return context ? g_object_ref (context) : NULL;
}

static gboolean
get_platform_state (GtkAccessible *accessible, GtkAccessiblePlatformState state)
{
  return FALSE;
}

static GtkAccessible *
get_accessible_parent (GtkAccessible *accessible)
{
  AlcoveBlockPart *self = ALCOVE_BLOCK_PART (accessible);

  return self->parent ? g_object_ref (self->parent) : NULL;
}

static GtkAccessible *
get_first_accessible_child (GtkAccessible *accessible)
{
  AlcoveBlockPart *self = ALCOVE_BLOCK_PART (accessible);

  if (self->children->len > 0)
    return g_object_ref (g_ptr_array_index (self->children, 0));
  return self->first ? g_object_ref (self->first) : NULL;
}

static GtkAccessible *
get_next_accessible_sibling (GtkAccessible *accessible)
{
  AlcoveBlockPart *self = ALCOVE_BLOCK_PART (accessible);

  return self->next ? g_object_ref (self->next) : NULL;
}

static gboolean
get_bounds (GtkAccessible *accessible, int *x, int *y, int *width, int *height)
{
  const GdkRectangle *place = &ALCOVE_BLOCK_PART (accessible)->place;

  *x = place->x;
  *y = place->y;
  *width = place->width;
  *height = place->height;
  return TRUE;
}

static void
accessible_init (GtkAccessibleInterface *interface)
{
  interface->get_at_context = get_at_context;
  interface->get_platform_state = get_platform_state;
  interface->get_accessible_parent = get_accessible_parent;
  interface->get_first_accessible_child = get_first_accessible_child;
  interface->get_next_accessible_sibling = get_next_accessible_sibling;
  interface->get_bounds = get_bounds;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AlcoveBlockPart, alcove_block_part, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE, accessible_init))

typedef enum
{
  PROP_ACCESSIBLE_ROLE = 1,
} AlcoveBlockPartProperty;

static void
alcove_block_part_set_property (GObject *object, guint prop_id, const GValue *value,
                                GParamSpec *pspec)
{
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
alcove_block_part_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveBlockPart *self = ALCOVE_BLOCK_PART (object);

  switch ((AlcoveBlockPartProperty) prop_id)
    {
    case PROP_ACCESSIBLE_ROLE:
      g_value_set_enum (value, (int) self->role);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* The context refers to its part while it goes, so the part must still be there. */
static void
alcove_block_part_dispose (GObject *object)
{
  g_clear_object (&ALCOVE_BLOCK_PART (object)->context);
  G_OBJECT_CLASS (alcove_block_part_parent_class)->dispose (object);
}

static void
alcove_block_part_finalize (GObject *object)
{
  g_ptr_array_unref (ALCOVE_BLOCK_PART (object)->children);
  g_clear_weak_pointer (&ALCOVE_BLOCK_PART (object)->next);
  g_clear_weak_pointer (&ALCOVE_BLOCK_PART (object)->first);
  G_OBJECT_CLASS (alcove_block_part_parent_class)->finalize (object);
}

static void
alcove_block_part_class_init (AlcoveBlockPartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = alcove_block_part_set_property;
  object_class->get_property = alcove_block_part_get_property;
  object_class->dispose = alcove_block_part_dispose;
  object_class->finalize = alcove_block_part_finalize;
  g_object_class_override_property (object_class, PROP_ACCESSIBLE_ROLE, "accessible-role");
}

static void
alcove_block_part_init (AlcoveBlockPart *self)
{
  self->children = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * alcove_block_part_new:
 * @parent: a block's widget, or a part of it
 * @role: what it is
 * @label: (nullable): what it says
 * @place: where it stands in @parent
 *
 * Returns: (transfer full): a part without parts
 */
AlcoveBlockPart *
alcove_block_part_new (GtkAccessible *parent, GtkAccessibleRole role, const char *label,
                       const GdkRectangle *place)
{
  AlcoveBlockPart *self = g_object_new (ALCOVE_TYPE_BLOCK_PART, NULL);

  self->role = role;
  self->parent = parent;
  self->place = *place;
  self->context = gtk_at_context_create (role, GTK_ACCESSIBLE (self), gdk_display_get_default ());
  if (label != NULL && self->context != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                    -1);
  return self;
}

/**
 * alcove_block_part_add:
 * @self: a part
 * @child: (transfer full): a part of it, behind those that it has
 */
void
alcove_block_part_add (AlcoveBlockPart *self, AlcoveBlockPart *child)
{
  g_ptr_array_add (self->children, child);
  alcove_block_part_link (self->children, NULL);
}

/**
 * alcove_block_part_link:
 * @parts: (element-type AlcoveBlockPart): of one parent
 * @next: (nullable): what stands behind them
 */
void
alcove_block_part_link (GPtrArray *parts, GtkAccessible *next)
{
  for (guint i = 0; i < parts->len; i++)
    alcove_block_part_set_next (g_ptr_array_index (parts, i),
                                i + 1 < parts->len ? g_ptr_array_index (parts, i + 1) : next);
}

/**
 * alcove_block_part_set_next:
 * @self: a part
 * @next: (nullable): what stands behind it
 */
void
alcove_block_part_set_next (AlcoveBlockPart *self, GtkAccessible *next)
{
  g_set_weak_pointer (&self->next, next);
}

/**
 * alcove_block_part_set_first:
 * @self: a part that has no parts of its own
 * @first: what stands in it before anything else; it knows what is behind it
 */
void
alcove_block_part_set_first (AlcoveBlockPart *self, GtkAccessible *first)
{
  g_set_weak_pointer (&self->first, first);
}

/**
 * alcove_block_part_forget:
 * @self: a part whose block goes
 *
 * Somebody may still hold it; it leads nowhere any more.
 */
void
alcove_block_part_forget (AlcoveBlockPart *self)
{
  self->parent = NULL;
  g_clear_weak_pointer (&self->next);
  g_clear_weak_pointer (&self->first);
  for (guint i = 0; i < self->children->len; i++)
    alcove_block_part_forget (g_ptr_array_index (self->children, i));
}
