/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The filters of a search as chips. Main thread. A new one takes the place of the one that says the same: a search
 * has one model and one bound on either side. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-filter-text.h"
#include "alcove-search-chips.h"

#define LEAST_CHARS 14 /* words are cut before their chip gets a line of its own */

struct _AlcoveSearchChips
{
  AdwBin parent_instance;
  AdwWrapBox *box;
  GPtrArray *filters; /* (element-type utf8), ended by NULL */
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AlcoveSearchChips, alcove_search_chips, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static guint
count (AlcoveSearchChips *self)
{
  return self->filters->len - 1;
}

static void
remove_at (AlcoveSearchChips *self, guint position)
{
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->box));

  for (guint i = 0; i < position; i++)
    chip = gtk_widget_get_next_sibling (chip);
  adw_wrap_box_remove (self->box, chip);
  g_ptr_array_remove_index (self->filters, position);
  gtk_widget_set_visible (GTK_WIDGET (self), count (self) > 0);
}

static void
chip_clicked (AlcoveSearchChips *self, GtkWidget *chip)
{
  guint position = 0;

  for (GtkWidget *other = gtk_widget_get_prev_sibling (chip); other != NULL;
       other = gtk_widget_get_prev_sibling (other))
    position++;
  remove_at (self, position);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
chip_new (AlcoveSearchChips *self, const char *filter)
{
  g_autofree char *words = alcove_filter_text_dup (filter);
  g_autofree char *name = g_strdup_printf (_ ("Remove the Filter “%s”"), words);
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (GTK_LABEL (label), (int) MIN (g_utf8_strlen (words, -1), LEAST_CHARS));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box),
                  g_object_new (GTK_TYPE_IMAGE, "icon-name", "window-close-symbolic",
                                "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "search-chip");
  gtk_widget_set_tooltip_text (chip, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (chip, "clicked", G_CALLBACK (chip_clicked), self);
  return chip;
}

static gboolean
say_the_same (const char *a, const char *b)
{
  const char *colon = strchr (a, ':');
  const gsize length = colon ? (gsize) (colon - a) + 1 : strlen (a);

  /* is:this and is:that are two */
  if (g_ascii_strncasecmp (a, "is:", 3) == 0)
    return g_ascii_strcasecmp (a, b) == 0;
  return g_ascii_strncasecmp (a, b, length) == 0;
}

/**
 * alcove_search_chips_add:
 * @self: chips
 * @filter: what the search takes
 */
void
alcove_search_chips_add (AlcoveSearchChips *self, const char *filter)
{
  for (guint i = count (self); i > 0; i--)
    if (say_the_same (g_ptr_array_index (self->filters, i - 1), filter))
      remove_at (self, i - 1);
  g_ptr_array_insert (self->filters, (int) count (self), g_strdup (filter));
  adw_wrap_box_append (self->box, chip_new (self, filter));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * alcove_search_chips_remove_last:
 * @self: chips
 *
 * Returns: whether there was one
 */
gboolean
alcove_search_chips_remove_last (AlcoveSearchChips *self)
{
  if (count (self) == 0)
    return FALSE;
  remove_at (self, count (self) - 1);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

/**
 * alcove_search_chips_clear:
 * @self: chips
 */
void
alcove_search_chips_clear (AlcoveSearchChips *self)
{
  while (count (self) > 0)
    remove_at (self, count (self) - 1);
}

/**
 * alcove_search_chips_get_filters:
 * @self: chips
 *
 * Returns: (transfer none): the filters
 */
const char *const *
alcove_search_chips_get_filters (AlcoveSearchChips *self)
{
  return (const char *const *) self->filters->pdata;
}

static void
alcove_search_chips_finalize (GObject *object)
{
  g_ptr_array_unref (ALCOVE_SEARCH_CHIPS (object)->filters);
  G_OBJECT_CLASS (alcove_search_chips_parent_class)->finalize (object);
}

static void
alcove_search_chips_class_init (AlcoveSearchChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_search_chips_finalize;
  signals[CHANGED] = g_signal_new ("changed", ALCOVE_TYPE_SEARCH_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
alcove_search_chips_init (AlcoveSearchChips *self)
{
  self->filters = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->filters, NULL);
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 6);
  adw_wrap_box_set_line_spacing (self->box, 6);
  /* From right to left libadwaita (1.7) puts what is wider than its line outside of the window, but not so. */
  adw_wrap_box_set_wrap_policy (self->box, ADW_WRAP_MINIMUM);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("search filter", "Filters"), -1);
}
