/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One hit of a search. Main thread. Rows are recycled. What an answer says is text here: hits are marked by
 * attributes, never by markup. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-relative-time.h"
#include "alcove-search-row.h"
#include "alcove-search-text.h"

#define MARK_ALPHA (G_MAXUINT16 / 4)

struct _AlcoveSearchRow
{
  AdwBin parent_instance;
  GtkLabel *title_label;
  GtkLabel *snippet_label;
  GtkLabel *time_label;
  GtkWidget *unsaved_image;
  AlcoveSearchResult *result;
};

G_DEFINE_FINAL_TYPE (AlcoveSearchRow, alcove_search_row, ADW_TYPE_BIN)

static guint16
to_pango (float channel)
{
  return (guint16) (CLAMP (channel, 0.0F, 1.0F) * (float) G_MAXUINT16);
}

static void
mark (PangoAttrList *attributes, const AlcoveSearchSpan *span, const GdkRGBA *accent)
{
  PangoAttribute *marks[]
      = { pango_attr_weight_new (PANGO_WEIGHT_BOLD),
          pango_attr_background_new (to_pango (accent->red), to_pango (accent->green),
                                     to_pango (accent->blue)),
          pango_attr_background_alpha_new (MARK_ALPHA) };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      marks[i]->start_index = span->start;
      marks[i]->end_index = span->end;
      pango_attr_list_insert (attributes, marks[i]);
    }
}

static void
set_marked (GtkLabel *label, const char *marked)
{
  AdwStyleManager *manager
      = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (label)));
  g_autoptr (GArray) spans = NULL;
  g_autofree char *text = alcove_search_text_unmark (marked, &spans);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GdkRGBA accent;

  adw_accent_color_to_rgba (adw_style_manager_get_accent_color (manager), &accent);
  for (guint i = 0; i < spans->len; i++)
    mark (attributes, &g_array_index (spans, AlcoveSearchSpan, i), &accent);
  gtk_label_set_label (label, text);
  gtk_label_set_attributes (label, attributes);
}

/* A hit in the title is marked there; the words below would only say it again. */
static void
update (AlcoveSearchRow *self)
{
  AlcoveSearchResult *result = self->result;
  const gboolean is_title = alcove_search_result_get_message_id (result) == NULL;
  const char *snippet = alcove_search_result_get_snippet (result);
  g_autofree char *plain = alcove_search_text_unmark (snippet, NULL);
  const gboolean says_the_same
      = is_title && g_strcmp0 (plain, alcove_search_result_get_title (result)) == 0;
  g_autofree char *when = alcove_relative_time_dup (alcove_search_result_get_created_at (result),
                                                    g_get_real_time () / 1000);

  set_marked (self->title_label, says_the_same ? snippet : alcove_search_result_get_title (result));
  set_marked (self->snippet_label, says_the_same ? NULL : snippet);
  gtk_widget_set_visible (GTK_WIDGET (self->snippet_label), !says_the_same && *plain != '\0');
  gtk_label_set_label (self->time_label, when);
  gtk_widget_set_visible (self->unsaved_image, !alcove_search_result_get_is_saved (result));
}

/**
 * alcove_search_row_set_result:
 * @self: a row
 * @result: (nullable): what it shows
 */
void
alcove_search_row_set_result (AlcoveSearchRow *self, AlcoveSearchResult *result)
{
  if (g_set_object (&self->result, result) && result != NULL)
    update (self);
}

/**
 * alcove_search_row_dup_description:
 * @self: a row that shows a result
 *
 * Returns: (transfer full): all of it, for those who hear it
 */
char *
alcove_search_row_dup_description (AlcoveSearchRow *self)
{
  GtkWidget *snippet = GTK_WIDGET (self->snippet_label);
  const char *parts[] = { gtk_label_get_text (self->title_label),
                          gtk_label_get_text (self->time_label), NULL, NULL, NULL };
  guint n = 2;

  if (gtk_widget_get_visible (snippet))
    parts[n++] = gtk_label_get_text (self->snippet_label);
  if (gtk_widget_get_visible (self->unsaved_image))
    parts[n++] = _ ("Not saved");
  return g_strjoinv ("; ", (char **) parts);
}

static void
accent_changed (AlcoveSearchRow *self)
{
  if (self->result != NULL)
    update (self);
}

static void
alcove_search_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_SEARCH_ROW);
  g_clear_object (&ALCOVE_SEARCH_ROW (object)->result);
  G_OBJECT_CLASS (alcove_search_row_parent_class)->dispose (object);
}

static void
alcove_search_row_class_init (AlcoveSearchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_search_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/alcovechat/Alcove/alcove-search-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveSearchRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSearchRow, snippet_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSearchRow, time_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSearchRow, unsaved_image);
}

static void
alcove_search_row_init (AlcoveSearchRow *self)
{
  AdwStyleManager *manager
      = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (manager, "notify::accent-color", G_CALLBACK (accent_changed), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
alcove_search_row_new (void)
{
  return g_object_new (ALCOVE_TYPE_SEARCH_ROW, NULL);
}
