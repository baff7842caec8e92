/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The bar in which words are looked for in one chat. Main thread. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-find-bar.h"

struct _AlcoveFindBar
{
  AdwBin parent_instance;
  GtkSearchBar *bar;
  GtkEditable *entry;
  GtkLabel *place_label;
};

enum
{
  CHANGED,
  STEP,
  CLOSED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AlcoveFindBar, alcove_find_bar, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
search_changed (AlcoveFindBar *self)
{
  g_signal_emit (self, signals[CHANGED], 0, gtk_editable_get_text (self->entry));
}

static void
find_next (AlcoveFindBar *self)
{
  g_signal_emit (self, signals[STEP], 0, 1);
}

static void
find_previous (AlcoveFindBar *self)
{
  g_signal_emit (self, signals[STEP], 0, -1);
}

static void
stop (AlcoveFindBar *self)
{
  alcove_find_bar_close (self);
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveFindBar *self = ALCOVE_FIND_BAR (widget);

  if (g_str_equal (name, "find.next"))
    find_next (self);
  else if (g_str_equal (name, "find.previous"))
    find_previous (self);
  else
    stop (self);
}

static void
mode_changed (AlcoveFindBar *self)
{
  if (!alcove_find_bar_get_is_open (self))
    g_signal_emit (self, signals[CLOSED], 0);
}

static void
alcove_find_bar_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* a bound child would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_FIND_BAR);
  G_OBJECT_CLASS (alcove_find_bar_parent_class)->dispose (object);
}

static void
alcove_find_bar_class_init (AlcoveFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_find_bar_dispose;
  signals[CHANGED] = g_signal_new ("changed", ALCOVE_TYPE_FIND_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[STEP] = g_signal_new ("step", ALCOVE_TYPE_FIND_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[CLOSED] = g_signal_new ("closed", ALCOVE_TYPE_FIND_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/alcovechat/Alcove/alcove-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveFindBar, bar);
  gtk_widget_class_bind_template_child (widget_class, AlcoveFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, AlcoveFindBar, place_label);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
  gtk_widget_class_bind_template_callback (widget_class, find_next);
  gtk_widget_class_bind_template_callback (widget_class, find_previous);
  gtk_widget_class_bind_template_callback (widget_class, stop);
  gtk_widget_class_bind_template_callback (widget_class, mode_changed);
  gtk_widget_class_install_action (widget_class, "find.next", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "find.previous", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "find.close", NULL, find_action);
}

static void
alcove_find_bar_init (AlcoveFindBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, self->entry);
  alcove_find_bar_clear_place (self);
}

GtkWidget *
alcove_find_bar_new (void)
{
  return g_object_new (ALCOVE_TYPE_FIND_BAR, NULL);
}

void
alcove_find_bar_open (AlcoveFindBar *self)
{
  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
}

void
alcove_find_bar_close (AlcoveFindBar *self)
{
  gtk_search_bar_set_search_mode (self->bar, FALSE);
}

gboolean
alcove_find_bar_get_is_open (AlcoveFindBar *self)
{
  return gtk_search_bar_get_search_mode (self->bar);
}

static void
set_can_step (AlcoveFindBar *self, gboolean can_step)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.next", can_step);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.previous", can_step);
}

static void
announce (AlcoveFindBar *self, const char *text)
{
  /* the context that GTK has for tests knows no announcements and crashes (4.18) */
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "test") != 0)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * alcove_find_bar_set_place:
 * @self: a bar
 * @place: where the reader is among the places, from 1
 * @n_places: how many there are
 */
void
alcove_find_bar_set_place (AlcoveFindBar *self, guint place, guint n_places)
{
  /* Translators: which of the places where a word was found is shown */
  g_autofree char *text = n_places > 0 ? g_strdup_printf (C_ ("find", "%u of %u"), place, n_places)
                                       : g_strdup (C_ ("find", "Not found"));

  gtk_label_set_label (self->place_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->place_label), TRUE);
  announce (self, text);
  set_can_step (self, n_places > 0);
}

void
alcove_find_bar_clear_place (AlcoveFindBar *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->place_label), FALSE);
  set_can_step (self, FALSE);
}
