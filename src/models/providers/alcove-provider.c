/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The providers offered on the welcome page, and which of the local ones answer now. Main thread. */

#include "alcove-provider.h"

#include <libdex.h>

#include "alcove-client.h"

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_BASE_URL,
  PROP_KEY_PAGE,
  PROP_IS_LOCAL,
  PROP_IS_FOUND,
} AlcoveProviderProperty;

struct _AlcoveProvider
{
  GObject parent_instance;

  const AlcovePreset *preset;
  gboolean is_found;
};

G_DEFINE_FINAL_TYPE (AlcoveProvider, alcove_provider, G_TYPE_OBJECT)

static GParamSpec *props[PROP_IS_FOUND + 1];

static void
alcove_provider_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveProvider *self = ALCOVE_PROVIDER (object);

  switch ((AlcoveProviderProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->preset->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->preset->name);
      break;
    case PROP_BASE_URL:
      g_value_set_string (value, self->preset->base_url);
      break;
    case PROP_KEY_PAGE:
      g_value_set_string (value, self->preset->key_page);
      break;
    case PROP_IS_LOCAL:
      g_value_set_boolean (value, self->preset->is_local);
      break;
    case PROP_IS_FOUND:
      g_value_set_boolean (value, self->is_found);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_provider_class_init (AlcoveProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = alcove_provider_get_property;
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_BASE_URL] = g_param_spec_string ("base-url", NULL, NULL, NULL, flags);
  props[PROP_KEY_PAGE] = g_param_spec_string ("key-page", NULL, NULL, NULL, flags);
  props[PROP_IS_LOCAL] = g_param_spec_boolean ("is-local", NULL, NULL, FALSE, flags);
  props[PROP_IS_FOUND] = g_param_spec_boolean ("is-found", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
alcove_provider_init (AlcoveProvider *self)
{
}

/**
 * alcove_provider_get_name:
 * @self: a provider
 *
 * Returns: (transfer none): its own name
 */
const char *
alcove_provider_get_name (AlcoveProvider *self)
{
  return self->preset->name;
}

/**
 * alcove_provider_get_base_url:
 * @self: a provider
 *
 * Returns: (transfer none): where its API lives
 */
const char *
alcove_provider_get_base_url (AlcoveProvider *self)
{
  return self->preset->base_url;
}

/**
 * alcove_provider_get_key_page:
 * @self: a provider
 *
 * Returns: (transfer none) (nullable): where a person gets a key
 */
const char *
alcove_provider_get_key_page (AlcoveProvider *self)
{
  return self->preset->key_page;
}

/**
 * alcove_provider_get_is_local:
 * @self: a provider
 *
 * Returns: whether it runs on this computer
 */
gboolean
alcove_provider_get_is_local (AlcoveProvider *self)
{
  return self->preset->is_local;
}

/**
 * alcove_provider_get_is_found:
 * @self: a provider
 *
 * Returns: whether it is local and answered when it was last asked
 */
gboolean
alcove_provider_get_is_found (AlcoveProvider *self)
{
  return self->is_found;
}

/**
 * alcove_providers_new:
 *
 * Returns: (transfer full): the list of #AlcoveProvider in the order of the page
 */
GListModel *
alcove_providers_new (void)
{
  GListStore *list = g_list_store_new (ALCOVE_TYPE_PROVIDER);
  guint n_presets;
  const AlcovePreset *presets = alcove_presets_get (&n_presets);

  for (guint i = 0; i < n_presets; i++)
    {
      g_autoptr (AlcoveProvider) provider = g_object_new (ALCOVE_TYPE_PROVIDER, NULL);

      provider->preset = &presets[i];
      g_list_store_append (list, provider);
    }
  return G_LIST_MODEL (list);
}

static void
set_found (AlcoveProvider *self, GPtrArray *found)
{
  gboolean is_found = FALSE;

  for (guint i = 0; i < found->len; i++)
    if (g_ptr_array_index (found, i) == self->preset)
      is_found = TRUE;
  if (self->is_found == is_found)
    return;
  self->is_found = is_found;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_FOUND]);
}

static DexFuture *
found_cb (DexFuture *future, gpointer user_data)
{
  GListModel *providers = user_data;
  const GValue *value = dex_future_get_value (future, NULL);
  GPtrArray *found = g_value_get_boxed (value);

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr (AlcoveProvider) provider = g_list_model_get_item (providers, i);

      set_found (provider, found);
    }
  return dex_future_new_true ();
}

/**
 * alcove_providers_look_around:
 * @providers: a list made by [func@providers_new]
 *
 * Asks the usual ports of this computer, within a second, and sets is-found on those that answer.
 */
void
alcove_providers_look_around (GListModel *providers)
{
  dex_future_disown (dex_future_then (alcove_client_find_local_servers (), found_cb,
                                      g_object_ref (providers), g_object_unref));
}
