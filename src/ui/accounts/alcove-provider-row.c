/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A provider on the welcome page. Main thread. The button in it has a name of its own, for those who do
 * not press a row with a mouse. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-provider-row.h"

struct _AlcoveProviderRow
{
  AdwActionRow parent_instance;
  GtkWidget *button;
  AlcoveProvider *provider; /* nullable */
};

G_DEFINE_FINAL_TYPE (AlcoveProviderRow, alcove_provider_row, ADW_TYPE_ACTION_ROW)

static guint chosen_signal;

static void
clicked (AlcoveProviderRow *self)
{
  g_signal_emit (self, chosen_signal, 0);
}

static void
alcove_provider_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_PROVIDER_ROW);
  g_clear_object (&ALCOVE_PROVIDER_ROW (object)->provider);
  G_OBJECT_CLASS (alcove_provider_row_parent_class)->dispose (object);
}

static void
alcove_provider_row_class_init (AlcoveProviderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_provider_row_dispose;
  chosen_signal = g_signal_new ("chosen", ALCOVE_TYPE_PROVIDER_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-provider-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveProviderRow, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked);
}

static void
alcove_provider_row_init (AlcoveProviderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_provider_row_new:
 * @provider: (nullable): a provider, or none for any other server
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
alcove_provider_row_new (AlcoveProvider *provider)
{
  AlcoveProviderRow *self = g_object_new (ALCOVE_TYPE_PROVIDER_ROW, NULL);
  const char *name = provider ? alcove_provider_get_name (provider) : _ ("Other Server");
  const char *where = provider ? alcove_provider_get_base_url (provider)
                               : _ ("Any server that speaks the OpenAI protocol");

  g_set_object (&self->provider, provider);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), where);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  return GTK_WIDGET (self);
}

AlcoveProvider *
alcove_provider_row_get_provider (AlcoveProviderRow *self)
{
  return self->provider;
}
