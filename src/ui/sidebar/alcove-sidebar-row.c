/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One row of the sidebar, drawn by its list's painter. Main thread. Rows are recycled: everything shown follows from
 * the item it has now. It has children only while it needs them: a spinner, and an entry for another title. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-folder.h"
#include "alcove-relative-time.h"
#include "alcove-sidebar-row.h"

struct _AlcoveSidebarRow
{
  GtkWidget parent_instance;
  AlcoveSidebarPainter *painter; /* nullable: not owned, the list has it */
  GtkListItem *list_item;        /* nullable: not owned, it has us */
  GObject *item;                 /* nullable */
  GtkWidget *spinner;            /* nullable */
  GtkWidget *entry;              /* nullable */
  const char *usual_model;       /* nullable: of the session; interned */
  gboolean is_choosing;
  gboolean is_target;
};

enum
{
  RENAMED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AlcoveSidebarRow, alcove_sidebar_row, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

/* "maker/model" without its maker, where it is not the one that is asked anyway. */
static const char *
note_of (AlcoveSidebarRow *self, AlcoveConversation *chat)
{
  const char *model = alcove_conversation_get_model (chat);
  const char *slash = model ? strrchr (model, '/') : NULL;

  if (model == NULL || self->usual_model == NULL || g_str_equal (model, self->usual_model))
    return NULL;
  return slash && slash[1] ? slash + 1 : model;
}

static const char *
title_of (AlcoveConversation *chat)
{
  const char *title = alcove_conversation_get_title (chat);

  return title && *title ? title : _ ("New Chat");
}

static char *
dup_n_chats (AlcoveFolder *folder)
{
  const guint n = (guint) alcove_folder_get_n_chats (folder);

  return g_strdup_printf (ngettext ("%u chat", "%u chats", n), n);
}

/* What it needs besides the item's own words lands in *kept. */
static AlcoveSidebarRowLook
look_of (AlcoveSidebarRow *self, char **kept)
{
  AlcoveSidebarRowLook look = { .is_choosing = self->is_choosing, .is_target = self->is_target };

  look.is_chosen = self->list_item && gtk_list_item_get_selected (self->list_item);
  look.has_entry = self->entry != NULL;
  if (ALCOVE_IS_CONVERSATION (self->item))
    {
      AlcoveConversation *chat = ALCOVE_CONVERSATION (self->item);

      *kept = alcove_relative_time_dup (alcove_conversation_get_updated_at (chat),
                                        g_get_real_time () / 1000);
      look.title = title_of (chat);
      look.preview = alcove_conversation_get_preview (chat);
      look.preview = look.preview ? look.preview : "";
      look.time = *kept;
      look.note = note_of (self, chat);
      look.is_pinned = alcove_conversation_get_is_pinned (chat);
      look.is_unsaved = !alcove_conversation_get_is_saved (chat);
      look.has_spinner = self->spinner != NULL;
      look.has_news = !look.has_spinner && alcove_conversation_get_has_news (chat);
    }
  else if (ALCOVE_IS_FOLDER (self->item))
    {
      *kept = dup_n_chats (ALCOVE_FOLDER (self->item));
      look.title = alcove_folder_get_name (ALCOVE_FOLDER (self->item));
      look.preview = *kept;
      look.icon = "folder-symbolic";
    }
  else
    look.is_unknown = TRUE;
  return look;
}

static void
alcove_sidebar_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AlcoveSidebarRow *self = ALCOVE_SIDEBAR_ROW (widget);
  g_autofree char *kept = NULL;
  const AlcoveSidebarRowLook look = look_of (self, &kept);

  if (self->painter != NULL)
    alcove_sidebar_painter_draw (self->painter, widget, snapshot, &look);
  GTK_WIDGET_CLASS (alcove_sidebar_row_parent_class)->snapshot (widget, snapshot);
}

static void
alcove_sidebar_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *minimum, int *natural, int *minimum_baseline,
                            int *natural_baseline)
{
  AlcoveSidebarRow *self = ALCOVE_SIDEBAR_ROW (widget);

  *minimum = 0;
  *natural = 200;
  if (orientation == GTK_ORIENTATION_VERTICAL && self->painter != NULL)
    *minimum = *natural = alcove_sidebar_painter_get_height (self->painter);
}

static void
alcove_sidebar_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AlcoveSidebarRow *self = ALCOVE_SIDEBAR_ROW (widget);
  g_autofree char *kept = NULL;
  GdkRectangle title, spinner;
  AlcoveSidebarRowLook look;

  if (self->painter == NULL || (self->entry == NULL && self->spinner == NULL))
    return;
  look = look_of (self, &kept);
  alcove_sidebar_painter_place (self->painter, widget, &look, &title, &spinner);
  if (self->spinner != NULL)
    gtk_widget_size_allocate (self->spinner, &spinner, -1);
  if (self->entry != NULL)
    gtk_widget_size_allocate (self->entry, &title, -1);
}

static void
show_spinner (AlcoveSidebarRow *self, gboolean shown)
{
  if (!shown)
    g_clear_pointer (&self->spinner, gtk_widget_unparent);
  if (!shown || self->spinner != NULL)
    return;
  self->spinner = adw_spinner_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Answer is being written"), -1);
  gtk_widget_set_parent (self->spinner, GTK_WIDGET (self));
}

/* What a screen reader says: the title, then all that is drawn beside it. */
static void
update_words (AlcoveSidebarRow *self)
{
  g_autofree char *kept = NULL;
  const AlcoveSidebarRowLook look = look_of (self, &kept);
  g_autoptr (GString) words = g_string_new (NULL);
  const char *marks[] = {
    look.has_spinner ? _ ("Answer is being written") : NULL,
    look.has_news ? _ ("New answer") : NULL,
    look.is_pinned ? _ ("Pinned") : NULL,
    look.is_unsaved ? _ ("Not saved") : NULL,
    look.note,
    look.time,
    look.preview,
  };

  if (self->list_item == NULL)
    return;
  for (guint i = 0; !look.is_unknown && i < G_N_ELEMENTS (marks); i++)
    if (marks[i] != NULL && *marks[i] != '\0')
      g_string_append_printf (words, "%s%s", words->len ? ", " : "", marks[i]);
  gtk_list_item_set_accessible_label (self->list_item, look.title ? look.title : _ ("Loading…"));
  gtk_list_item_set_accessible_description (self->list_item, words->str);
}

/**
 * alcove_sidebar_row_refresh:
 * @self: a row
 *
 * Shows its item anew, and how long ago that was.
 */
void
alcove_sidebar_row_refresh (AlcoveSidebarRow *self)
{
  const gboolean is_streaming
      = ALCOVE_IS_CONVERSATION (self->item)
        && alcove_conversation_get_is_streaming (ALCOVE_CONVERSATION (self->item));

  if (is_streaming != (self->spinner != NULL))
    show_spinner (self, is_streaming);
  update_words (self);
  if (self->spinner != NULL || self->entry != NULL)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- another title ---- */

static void
end_rename (AlcoveSidebarRow *self)
{
  GtkWidget *entry = g_steal_pointer (&self->entry);
  gboolean had_focus;

  if (entry == NULL)
    return;
  had_focus = gtk_widget_has_focus (entry);
  gtk_widget_unparent (entry);
  if (had_focus && gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (self)));
  alcove_sidebar_row_refresh (self);
}

static void
commit (AlcoveSidebarRow *self)
{
  g_autofree char *title = NULL;

  if (self->entry == NULL || !ALCOVE_IS_CONVERSATION (self->item))
    return;
  title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  end_rename (self);
  if (*title != '\0'
      && g_strcmp0 (title, alcove_conversation_get_title (ALCOVE_CONVERSATION (self->item))) != 0)
    g_signal_emit (self, signals[RENAMED], 0, title);
}

static void
commit_left (gpointer row)
{
  commit (row);
  g_object_unref (row);
}

/* GTK is still moving the focus from the entry to the next one: it may not go now. */
static void
entry_left (AlcoveSidebarRow *self)
{
  g_idle_add_once (commit_left, g_object_ref (self));
}

static gboolean
entry_key (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
           AlcoveSidebarRow *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  end_rename (self);
  return GDK_EVENT_STOP;
}

/**
 * alcove_sidebar_row_take_typed:
 * @self: a row that is about to show something else
 *
 * Returns: (transfer full) (nullable): the title that was being typed in it, which it forgets
 */
char *
alcove_sidebar_row_take_typed (AlcoveSidebarRow *self)
{
  char *typed = self->entry ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))) : NULL;

  end_rename (self);
  return typed;
}

/**
 * alcove_sidebar_row_begin_rename:
 * @self: a row of a chat
 * @typed: (nullable): what was typed before, in another row
 *
 * Lets another title be typed in the title's place. Enter takes it, and so does leaving; Escape does not.
 */
void
alcove_sidebar_row_begin_rename (AlcoveSidebarRow *self, const char *typed)
{
  GtkEventController *keys;
  GtkEventController *focus;

  if (self->entry != NULL || !ALCOVE_IS_CONVERSATION (self->item))
    return;
  self->entry = gtk_text_new ();
  gtk_text_set_max_length (GTK_TEXT (self->entry), 200);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), title_of (ALCOVE_CONVERSATION (self->item)));
  gtk_widget_add_css_class (self->entry, "chat-title");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("entry", "Title"), -1);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (commit), self);
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key), self);
  gtk_widget_add_controller (self->entry, keys);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (entry_left), self);
  gtk_widget_add_controller (self->entry, focus);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_grab_focus (self->entry);
  if (typed != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), typed);
      gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
    }
}

/* ---- the item ---- */

/**
 * alcove_sidebar_row_set_item:
 * @self: a row
 * @item: (nullable): what it shows from now on
 */
void
alcove_sidebar_row_set_item (AlcoveSidebarRow *self, GObject *item)
{
  if (self->item == item)
    return;
  end_rename (self);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    {
      show_spinner (self, FALSE);
      return;
    }
  if (ALCOVE_IS_CONVERSATION (item) || ALCOVE_IS_FOLDER (item))
    g_signal_connect_swapped (item, "notify", G_CALLBACK (alcove_sidebar_row_refresh), self);
  alcove_sidebar_row_refresh (self);
}

GObject *
alcove_sidebar_row_get_item (AlcoveSidebarRow *self)
{
  return self->item;
}

/* Where it stands, or GTK_INVALID_LIST_POSITION. */
guint
alcove_sidebar_row_get_position (AlcoveSidebarRow *self)
{
  return self->list_item ? gtk_list_item_get_position (self->list_item) : GTK_INVALID_LIST_POSITION;
}

/**
 * alcove_sidebar_row_set_model:
 * @self: a row
 * @usual_model: (nullable): the model of new chats; that of a chat is shown where it is another. Interned
 */
void
alcove_sidebar_row_set_model (AlcoveSidebarRow *self, const char *usual_model)
{
  self->usual_model = usual_model;
}

void
alcove_sidebar_row_set_is_choosing (AlcoveSidebarRow *self, gboolean is_choosing)
{
  self->is_choosing = is_choosing;
  alcove_sidebar_row_refresh (self);
}

void
alcove_sidebar_row_set_is_target (AlcoveSidebarRow *self, gboolean is_target)
{
  if (self->is_target == is_target)
    return;
  self->is_target = is_target;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
alcove_sidebar_row_dispose (GObject *object)
{
  AlcoveSidebarRow *self = ALCOVE_SIDEBAR_ROW (object);

  self->painter = NULL;
  self->list_item = NULL;
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  g_clear_pointer (&self->spinner, gtk_widget_unparent);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (alcove_sidebar_row_parent_class)->dispose (object);
}

static void
alcove_sidebar_row_class_init (AlcoveSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_sidebar_row_dispose;
  widget_class->snapshot = alcove_sidebar_row_snapshot;
  widget_class->measure = alcove_sidebar_row_measure;
  widget_class->size_allocate = alcove_sidebar_row_size_allocate;
  signals[RENAMED] = g_signal_new ("renamed", ALCOVE_TYPE_SIDEBAR_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
alcove_sidebar_row_init (AlcoveSidebarRow *self)
{
}

/**
 * alcove_sidebar_row_new:
 * @painter: (nullable): what draws the rows of its list; outlives it
 * @list_item: (nullable): what holds it
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
alcove_sidebar_row_new (AlcoveSidebarPainter *painter, GtkListItem *list_item)
{
  AlcoveSidebarRow *self = g_object_new (ALCOVE_TYPE_SIDEBAR_ROW, NULL);

  self->painter = painter;
  self->list_item = list_item;
  return GTK_WIDGET (self);
}
