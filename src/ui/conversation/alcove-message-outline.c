/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The lists and quotes of a message, for a screen reader. Main thread.
 *
 * Blocks are a flat row, with depths and markers; of these a tree is told: a list has items with their level, place
 * and number, an item has blocks and further lists. All blocks of the message count, also those that have no widget
 * now, but only what has one is shown. It is made when it is asked for, and anew when it would be another. Its
 * parts have no place of their own: they are as large as the message, so that places in them are places in it. */

#include "alcove-message-outline.h"

#include <glib/gi18n.h>

#include "alcove-block-part.h"

#define IS_OUTLINED "alcove-is-outlined"
#define NONE G_MAXUINT

typedef enum
{
  NODE_QUOTE,
  NODE_LIST,
  NODE_ITEM,
} NodeKind;

typedef struct
{
  NodeKind kind;
  guint parent; /* index of a node; NONE: the message */
  guint level;  /* of an item: how many lists it stands in */
  guint place;  /* of an item, from 1 */
  guint n_items;
  guint64 number;   /* of a list: that of its last item; 0: bullets */
  AlcoveTask task;  /* of an item */
  GPtrArray *below; /* GtkAccessible, in order; NULL: not shown */
  AlcoveBlockPart *part;
} Node;

/* A widget of the message, and what it stands in. */
typedef struct
{
  GtkWidget *widget; /* only compared, and used in the call that found it */
  guint parent;
} Leaf;

struct _AlcoveMessageOutline
{
  GtkWidget *group;
  GArray *nodes;   /* Node, each behind its parent */
  GArray *leaves;  /* Leaf */
  GPtrArray *root; /* GtkAccessible: what stands in nothing */
  gboolean is_reading;
};

/* While the blocks are gone through. */
typedef struct
{
  GArray *nodes;
  GArray *leaves;
  GArray *stack; /* guint: the nodes that are open; of a list, its last item is behind it */
  AlcoveEntrySection section;
} Reading;

static void
node_clear (gpointer data)
{
  Node *node = data;

  if (node->part != NULL)
    alcove_block_part_forget (node->part);
  g_clear_object (&node->part);
  g_clear_pointer (&node->below, g_ptr_array_unref);
}

static GArray *
nodes_new (void)
{
  GArray *nodes = g_array_new (FALSE, TRUE, sizeof (Node));

  g_array_set_clear_func (nodes, node_clear);
  return nodes;
}

static Node *
node_at (GArray *nodes, guint index)
{
  return &g_array_index (nodes, Node, index);
}

static guint
top_of (const Reading *self)
{
  return self->stack->len > 0 ? g_array_index (self->stack, guint, self->stack->len - 1) : NONE;
}

static guint
count_open (const Reading *self, NodeKind kind)
{
  guint n = 0;

  for (guint i = 0; i < self->stack->len; i++)
    n += node_at (self->nodes, g_array_index (self->stack, guint, i))->kind == kind ? 1 : 0;
  return n;
}

static Node *
push (Reading *self, NodeKind kind)
{
  const Node node = { .kind = kind, .parent = top_of (self) };
  const guint index = self->nodes->len;

  g_array_append_val (self->nodes, node);
  g_array_append_val (self->stack, index);
  return node_at (self->nodes, index);
}

static void
pop (Reading *self)
{
  g_array_set_size (self->stack, self->stack->len - 1);
}

static gboolean
is_top (const Reading *self, NodeKind kind)
{
  return self->stack->len > 0 && node_at (self->nodes, top_of (self))->kind == kind;
}

static guint64
number_of (const AlcoveBlock *block)
{
  return block->marker ? g_ascii_strtoull (block->marker, NULL, 10) : 0;
}

static void
push_item (Reading *self, const AlcoveBlock *block)
{
  Node *list = node_at (self->nodes, top_of (self));
  const guint place = ++list->n_items;
  Node *item;

  list->number = number_of (block);
  item = push (self, NODE_ITEM);
  item->place = place;
  item->level = count_open (self, NODE_LIST);
  item->task = block->task;
}

/* Another kind of list, or another beginning: the list that is open is over. */
static gboolean
goes_on (const Node *list, const AlcoveBlock *block)
{
  const guint64 number = number_of (block);

  return list->number == 0 ? number == 0 : number == list->number + 1;
}

static void
begin_item (Reading *self, const AlcoveBlock *block)
{
  while (self->stack->len > 0 && !is_top (self, NODE_LIST))
    pop (self);
  if (self->stack->len > 0 && goes_on (node_at (self->nodes, top_of (self)), block))
    {
      push_item (self, block);
      return;
    }
  if (self->stack->len > 0)
    pop (self);
}

/* Opens and closes lists and quotes, so that the block stands in what is open. */
static void
enter (Reading *self, const AlcoveBlock *block)
{
  while (count_open (self, NODE_LIST) > block->list_depth
         || count_open (self, NODE_QUOTE) > block->quote_depth)
    pop (self);
  if (block->marker != NULL && count_open (self, NODE_LIST) == block->list_depth)
    begin_item (self, block);
  while (count_open (self, NODE_QUOTE) < block->quote_depth)
    push (self, NODE_QUOTE);
  while (count_open (self, NODE_LIST) < block->list_depth)
    {
      push (self, NODE_LIST);
      push_item (self, block);
    }
}

/* An image that stands beneath a block belongs to what the block does. */
static void
read_item (Reading *self, const AlcoveEntryItem *item, GtkWidget *group)
{
  Leaf leaf = { item->widget, NONE };

  if (item->block == NULL || item->section != self->section)
    g_array_set_size (self->stack, 0);
  self->section = item->section;
  if (item->kind == ALCOVE_ENTRY_BLOCK)
    enter (self, item->block);
  leaf.parent = top_of (self);
  if (item->widget != NULL && gtk_widget_get_parent (item->widget) == group)
    g_array_append_val (self->leaves, leaf);
}

static gboolean
same_node (const Node *a, const Node *b)
{
  return a->kind == b->kind && a->parent == b->parent && a->level == b->level
         && a->place == b->place && a->n_items == b->n_items && a->task == b->task;
}

/* A widget that left, and came back from another message, is to be told again. */
static gboolean
same_leaf (const Leaf *a, const Leaf *b)
{
  return a->widget == b->widget && a->parent == b->parent
         && g_object_get_data (G_OBJECT (b->widget), IS_OUTLINED) != NULL;
}

static gboolean
is_same (const AlcoveMessageOutline *self, const Reading *reading)
{
  if (self->nodes->len != reading->nodes->len || self->leaves->len != reading->leaves->len)
    return FALSE;
  for (guint i = 0; i < self->nodes->len; i++)
    if (!same_node (node_at (self->nodes, i), node_at (reading->nodes, i)))
      return FALSE;
  for (guint i = 0; i < self->leaves->len; i++)
    if (!same_leaf (&g_array_index (self->leaves, Leaf, i),
                    &g_array_index (reading->leaves, Leaf, i)))
      return FALSE;
  return TRUE;
}

static GtkAccessibleRole
role_of (NodeKind kind)
{
  if (kind == NODE_LIST)
    return GTK_ACCESSIBLE_ROLE_LIST;
  return kind == NODE_ITEM ? GTK_ACCESSIBLE_ROLE_LIST_ITEM : GTK_ACCESSIBLE_ROLE_BLOCK_QUOTE;
}

static void
describe_item (GtkAccessible *accessible, const Node *item, guint n_items)
{
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LEVEL, (int) item->level, -1);
  gtk_accessible_update_relation (accessible, GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) item->place,
                                  GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) n_items, -1);
  if (item->task != ALCOVE_TASK_NONE)
    gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_CHECKED,
                                 item->task == ALCOVE_TASK_DONE ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                                                : GTK_ACCESSIBLE_TRISTATE_FALSE,
                                 -1);
}

static GtkAccessible *
accessible_of (AlcoveMessageOutline *self, guint index)
{
  return index == NONE ? GTK_ACCESSIBLE (self->group)
                       : GTK_ACCESSIBLE (node_at (self->nodes, index)->part);
}

static GPtrArray *
below (AlcoveMessageOutline *self, guint index)
{
  return index == NONE ? self->root : node_at (self->nodes, index)->below;
}

/* A node and those that it stands in, where they are not shown yet. */
static void
show_node (AlcoveMessageOutline *self, guint index)
{
  const GdkRectangle whole
      = { 0, 0, gtk_widget_get_width (self->group), gtk_widget_get_height (self->group) };
  Node *node;

  if (index == NONE || node_at (self->nodes, index)->part != NULL)
    return;
  node = node_at (self->nodes, index);
  show_node (self, node->parent);
  node->below = g_ptr_array_new ();
  node->part
      = alcove_block_part_new (accessible_of (self, node->parent), role_of (node->kind),
                               /* Translators: of an answer, for a screen reader */
                               node->kind == NODE_QUOTE ? C_ ("block", "Quote") : NULL, &whole);
  if (node->kind == NODE_ITEM)
    describe_item (GTK_ACCESSIBLE (node->part), node, node_at (self->nodes, node->parent)->n_items);
  g_ptr_array_add (below (self, node->parent), node->part);
}

/* Each knows what it stands in, and the next. */
static void
chain (AlcoveMessageOutline *self, guint index)
{
  GPtrArray *members = below (self, index);

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      GtkAccessible *member = g_ptr_array_index (members, i);
      GtkAccessible *next = i + 1 < members->len ? g_ptr_array_index (members, i + 1) : NULL;

      if (ALCOVE_IS_BLOCK_PART (member))
        {
          alcove_block_part_set_next (ALCOVE_BLOCK_PART (member), next);
          continue;
        }
      gtk_accessible_set_accessible_parent (member, accessible_of (self, index), next);
      g_object_set_data (G_OBJECT (member), IS_OUTLINED, GINT_TO_POINTER (TRUE));
    }
  if (index != NONE && members != NULL && members->len > 0)
    alcove_block_part_set_first (node_at (self->nodes, index)->part,
                                 g_ptr_array_index (members, 0));
}

static void
show (AlcoveMessageOutline *self)
{
  g_ptr_array_set_size (self->root, 0);
  for (guint i = 0; i < self->leaves->len; i++)
    {
      const Leaf *leaf = &g_array_index (self->leaves, Leaf, i);

      show_node (self, leaf->parent);
      g_ptr_array_add (below (self, leaf->parent), leaf->widget);
    }
  chain (self, NONE);
  for (guint i = 0; i < self->nodes->len; i++)
    chain (self, i);
}

static void
leave_all (const Reading *reading)
{
  for (guint i = 0; i < reading->leaves->len; i++)
    alcove_message_outline_leave (g_array_index (reading->leaves, Leaf, i).widget);
}

/**
 * alcove_message_outline_new:
 * @group: the widget of a message
 *
 * Returns: (transfer full): an outline that was not asked for anything
 */
AlcoveMessageOutline *
alcove_message_outline_new (GtkWidget *group)
{
  AlcoveMessageOutline *self = g_new0 (AlcoveMessageOutline, 1);

  self->group = group;
  self->nodes = nodes_new ();
  self->leaves = g_array_new (FALSE, FALSE, sizeof (Leaf));
  self->root = g_ptr_array_new ();
  return self;
}

/**
 * alcove_message_outline_free:
 * @self: (transfer full): an outline
 */
void
alcove_message_outline_free (AlcoveMessageOutline *self)
{
  g_array_unref (self->nodes);
  g_array_unref (self->leaves);
  g_ptr_array_unref (self->root);
  g_free (self);
}

static void
swap (GArray **a, GArray **b)
{
  GArray *other = *a;

  *a = *b;
  *b = other;
}

/* What comes and goes asks for its place among the others: nothing that was told before may be gone while it does. */
static void
update (AlcoveMessageOutline *self, AlcoveConversationEntry *entry)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) nodes = nodes_new ();
  g_autoptr (GArray) leaves = g_array_new (FALSE, FALSE, sizeof (Leaf));
  Reading reading = { nodes, leaves, stack, ALCOVE_SECTION_TEXT };

  self->is_reading = TRUE;
  for (guint i = 0; i < alcove_conversation_entry_get_n_items (entry); i++)
    read_item (&reading, alcove_conversation_entry_get_item (entry, i), self->group);
  if (nodes->len == 0)
    leave_all (&reading);
  if (!is_same (self, &reading))
    {
      g_ptr_array_set_size (self->root, 0);
      swap (&self->nodes, &nodes);
      swap (&self->leaves, &leaves);
      if (self->nodes->len > 0)
        show (self);
    }
  self->is_reading = FALSE;
}

/**
 * alcove_message_outline_get_first:
 * @self: an outline
 * @entry: the message
 *
 * Returns: (transfer full) (nullable): what stands first in it, %NULL where it has neither lists nor quotes
 */
GtkAccessible *
alcove_message_outline_get_first (AlcoveMessageOutline *self, AlcoveConversationEntry *entry)
{
  if (!self->is_reading)
    update (self, entry);
  return self->nodes->len > 0 && self->root->len > 0 ? g_object_ref (self->root->pdata[0]) : NULL;
}

/**
 * alcove_message_outline_leave:
 * @widget: a widget that stands in a message
 */
void
alcove_message_outline_leave (GtkWidget *widget)
{
  if (g_object_get_data (G_OBJECT (widget), IS_OUTLINED) == NULL)
    return;
  g_object_set_data (G_OBJECT (widget), IS_OUTLINED, NULL);
  gtk_accessible_set_accessible_parent (GTK_ACCESSIBLE (widget), NULL, NULL);
}
