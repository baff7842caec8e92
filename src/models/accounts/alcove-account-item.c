/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One account in the switcher. It alone carries the credential from the keyring to the session, out of sight
 * of the window. Main thread. */

#include "alcove-account-item-private.h"

#include "alcove-endpoint.h"
#include "alcove-vault.h"

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_BASE_URL,
  PROP_HOST,
  PROP_IS_REMEMBERED,
  PROP_IS_DEMO,
  PROP_IS_RECOVERED,
} AlcoveAccountItemProperty;

struct _AlcoveAccountItem
{
  GObject parent_instance;

  AlcoveCredential *credential;
  AlcoveLockedBytes *recovery_key; /* NULL, but where it opened the history; never stored */
  char *typed_address;
  char *host;
  gboolean is_remembered;
};

G_DEFINE_FINAL_TYPE (AlcoveAccountItem, alcove_account_item, G_TYPE_OBJECT)

static GParamSpec *props[PROP_IS_RECOVERED + 1];

static void
alcove_account_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveAccountItem *self = ALCOVE_ACCOUNT_ITEM (object);

  switch ((AlcoveAccountItemProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->credential->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->credential->name);
      break;
    case PROP_BASE_URL:
      g_value_set_string (value, self->credential->base_url);
      break;
    case PROP_HOST:
      g_value_set_string (value, self->host);
      break;
    case PROP_IS_REMEMBERED:
      g_value_set_boolean (value, self->is_remembered);
      break;
    case PROP_IS_DEMO:
      g_value_set_boolean (value, alcove_account_item_get_is_demo (self));
      break;
    case PROP_IS_RECOVERED:
      g_value_set_boolean (value, self->recovery_key != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_account_item_finalize (GObject *object)
{
  AlcoveAccountItem *self = ALCOVE_ACCOUNT_ITEM (object);

  alcove_credential_unref (self->credential);
  g_clear_pointer (&self->recovery_key, alcove_locked_bytes_unref);
  g_free (self->typed_address);
  g_free (self->host);
  G_OBJECT_CLASS (alcove_account_item_parent_class)->finalize (object);
}

static void
alcove_account_item_class_init (AlcoveAccountItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = alcove_account_item_get_property;
  object_class->finalize = alcove_account_item_finalize;
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_BASE_URL] = g_param_spec_string ("base-url", NULL, NULL, NULL, flags);
  props[PROP_HOST] = g_param_spec_string ("host", NULL, NULL, NULL, flags);
  props[PROP_IS_REMEMBERED] = g_param_spec_boolean ("is-remembered", NULL, NULL, FALSE, flags);
  props[PROP_IS_DEMO] = g_param_spec_boolean ("is-demo", NULL, NULL, FALSE, flags);
  props[PROP_IS_RECOVERED] = g_param_spec_boolean ("is-recovered", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
alcove_account_item_init (AlcoveAccountItem *self)
{
}

static char *
host_of (const char *base_url)
{
  g_autoptr (AlcoveEndpoint) endpoint = alcove_endpoint_new (base_url, NULL);

  return g_strdup (endpoint ? alcove_endpoint_get_host (endpoint) : NULL);
}

/**
 * alcove_account_item_new:
 * @credential: what opens it
 * @is_remembered: whether the keyring holds it
 *
 * Returns: (transfer full): an item
 */
AlcoveAccountItem *
alcove_account_item_new (AlcoveCredential *credential, gboolean is_remembered)
{
  AlcoveAccountItem *self = g_object_new (ALCOVE_TYPE_ACCOUNT_ITEM, NULL);

  self->credential = alcove_credential_ref (credential);
  self->host = host_of (credential->base_url);
  self->is_remembered = is_remembered;
  return self;
}

/**
 * alcove_account_item_new_recovered:
 * @credential: a name, and neither address nor key
 * @recovery_key: what opens its history
 * @typed_address: (nullable): the address beside which it was typed
 *
 * Returns: (transfer full): an item that nothing remembers
 */
AlcoveAccountItem *
alcove_account_item_new_recovered (AlcoveCredential *credential, AlcoveLockedBytes *recovery_key,
                                   const char *typed_address)
{
  AlcoveAccountItem *self = alcove_account_item_new (credential, FALSE);

  self->recovery_key = alcove_locked_bytes_ref (recovery_key);
  self->typed_address = g_strdup (typed_address);
  return self;
}

/**
 * alcove_account_item_get_recovery_key:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the recovery key that opened it, %NULL once it has an API key
 */
AlcoveLockedBytes *
alcove_account_item_get_recovery_key (AlcoveAccountItem *self)
{
  return self->recovery_key;
}

/**
 * alcove_account_item_forget_recovery_key:
 * @self: an item that has an API key now
 */
void
alcove_account_item_forget_recovery_key (AlcoveAccountItem *self)
{
  if (self->recovery_key == NULL)
    return;
  g_clear_pointer (&self->recovery_key, alcove_locked_bytes_unref);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_RECOVERED]);
}

/**
 * alcove_account_item_get_credential:
 * @self: an item
 *
 * Returns: (transfer none): what opens it; never to be logged or shown
 */
AlcoveCredential *
alcove_account_item_get_credential (AlcoveAccountItem *self)
{
  return self->credential;
}

/**
 * alcove_account_item_set_credential:
 * @self: an item
 * @credential: what opens it now
 * @is_remembered: whether the keyring holds it
 */
void
alcove_account_item_set_credential (AlcoveAccountItem *self, AlcoveCredential *credential,
                                    gboolean is_remembered)
{
  alcove_credential_ref (credential);
  alcove_credential_unref (self->credential);
  self->credential = credential;
  g_free (self->host);
  self->host = host_of (credential->base_url);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NAME]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BASE_URL]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HOST]);
  if (self->is_remembered == is_remembered)
    return;
  self->is_remembered = is_remembered;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_REMEMBERED]);
}

/**
 * alcove_account_item_get_id:
 * @self: an item
 *
 * Returns: (transfer none): its random id in the keyring
 */
const char *
alcove_account_item_get_id (AlcoveAccountItem *self)
{
  return self->credential->id;
}

/**
 * alcove_account_item_get_name:
 * @self: an item
 *
 * Returns: (transfer none): the name that the user gave it
 */
const char *
alcove_account_item_get_name (AlcoveAccountItem *self)
{
  return self->credential->name;
}

/**
 * alcove_account_item_get_base_url:
 * @self: an item
 *
 * Returns: (transfer none): where its API lives
 */
const char *
alcove_account_item_get_base_url (AlcoveAccountItem *self)
{
  return self->credential->base_url;
}

/**
 * alcove_account_item_get_host:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the host of its address, %NULL for the demo
 */
const char *
alcove_account_item_get_host (AlcoveAccountItem *self)
{
  return self->host;
}

/**
 * alcove_account_item_get_is_remembered:
 * @self: an item
 *
 * Returns: whether the keyring holds it; else it is gone with this session
 */
gboolean
alcove_account_item_get_is_remembered (AlcoveAccountItem *self)
{
  return self->is_remembered;
}

/**
 * alcove_account_item_get_is_recovered:
 * @self: an item
 *
 * Returns: whether its recovery key opened it, and it has no API key yet
 */
gboolean
alcove_account_item_get_is_recovered (AlcoveAccountItem *self)
{
  return self->recovery_key != NULL;
}

/**
 * alcove_account_item_get_typed_address:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the address beside which the recovery key was typed
 */
const char *
alcove_account_item_get_typed_address (AlcoveAccountItem *self)
{
  return self->typed_address;
}

/**
 * alcove_account_item_get_is_demo:
 * @self: an item
 *
 * Returns: whether it is the built-in server
 */
gboolean
alcove_account_item_get_is_demo (AlcoveAccountItem *self)
{
  return g_str_equal (self->credential->base_url, ALCOVE_DEMO_ADDRESS);
}

/**
 * alcove_account_item_dup_history_key:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): its history key as 64 hexadecimal digits, to be copied to another computer;
 *   %NULL for a key that needs none, and before one was made
 */
AlcoveLockedBytes *
alcove_account_item_dup_history_key (AlcoveAccountItem *self)
{
  if (self->credential->history_key == NULL
      || !alcove_vault_key_is_weak (self->credential->api_key))
    return NULL;
  return alcove_locked_bytes_to_hex (self->credential->history_key);
}
