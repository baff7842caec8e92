/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the keyring holds for one account, and its JSON. A value; any thread.
 * Always holds: the id is 32 lower-case hexadecimal digits, there is an API key though it may be
 * empty, and what to_json makes from_json gives back byte by byte. */

#include "alcove-credential.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "alcove-error.h"
#include "alcove-fingerprint.h"

G_DEFINE_BOXED_TYPE (AlcoveCredential, alcove_credential, alcove_credential_ref,
                     alcove_credential_unref)

#define VERSION 1
#define ID_SIZE 16
#define HISTORY_KEY_SIZE 32
#define MAX_JSON_SIZE (64 * 1024)

/**
 * alcove_credential_id_is_valid:
 * @id: (nullable): an id
 *
 * Returns: whether it is 32 lower-case hexadecimal digits
 */
gboolean
alcove_credential_id_is_valid (const char *id)
{
  return id != NULL && strlen (id) == ID_SIZE * 2 && strspn (id, "0123456789abcdef") == ID_SIZE * 2;
}

static char *
new_id (void)
{
  g_autoptr (AlcoveLockedBytes) random = alcove_locked_bytes_new_random (ID_SIZE);
  g_autoptr (AlcoveLockedBytes) hex = alcove_locked_bytes_to_hex (random);

  return g_strdup (alcove_locked_bytes_get_string (hex));
}

/**
 * alcove_credential_new:
 * @id: (nullable): 32 hexadecimal digits; %NULL for a new, random id
 * @name: (nullable): shown in the account switcher
 * @base_url: (nullable): where the server is
 * @api_key: its key, may be empty
 * @history_key: (nullable): 32 bytes for a weak key
 *
 * Returns: (transfer full): the credential
 */
AlcoveCredential *
alcove_credential_new (const char *id, const char *name, const char *base_url,
                       AlcoveLockedBytes *api_key, AlcoveLockedBytes *history_key)
{
  AlcoveCredential *self = g_new0 (AlcoveCredential, 1);

  g_atomic_ref_count_init (&self->refs);
  self->id = id != NULL ? g_strdup (id) : new_id ();
  self->name = g_strdup (name != NULL ? name : "");
  self->base_url = g_strdup (base_url != NULL ? base_url : "");
  self->api_key = alcove_locked_bytes_ref (api_key);
  self->history_key = history_key != NULL ? alcove_locked_bytes_ref (history_key) : NULL;
  self->created_at = g_get_real_time () / 1000;
  return self;
}

/**
 * alcove_credential_ref:
 * @self: a credential
 *
 * Returns: (transfer full): @self
 */
AlcoveCredential *
alcove_credential_ref (AlcoveCredential *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_credential_unref:
 * @self: (transfer full): a credential, whose keys are wiped with the last reference
 */
void
alcove_credential_unref (AlcoveCredential *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->base_url);
  g_free (self->certificate);
  g_clear_pointer (&self->extras, alcove_extras_unref);
  alcove_locked_bytes_unref (self->api_key);
  g_clear_pointer (&self->history_key, alcove_locked_bytes_unref);
  g_free (self);
}

/**
 * alcove_credential_take_settings:
 * @self: a credential nobody else holds yet
 * @from: the one that it takes the place of
 *
 * All but the name, the address and the keys.
 */
void
alcove_credential_take_settings (AlcoveCredential *self, AlcoveCredential *from)
{
  self->allow_plain_http = from->allow_plain_http;
  g_set_str (&self->certificate, from->certificate);
  g_clear_pointer (&self->extras, alcove_extras_unref);
  self->extras = from->extras ? alcove_extras_ref (from->extras) : NULL;
  self->created_at = from->created_at;
}

static void
add_bytes (JsonBuilder *builder, const char *member, AlcoveLockedBytes *bytes)
{
  g_autoptr (AlcoveLockedBytes) hex = alcove_locked_bytes_to_hex (bytes);

  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, alcove_locked_bytes_get_string (hex));
}

static void
add_string (JsonBuilder *builder, const char *member, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, valid);
}

/* a key that is no UTF-8 text goes as hexadecimal digits */
static void
add_api_key (JsonBuilder *builder, AlcoveLockedBytes *api_key)
{
  const char *text = alcove_locked_bytes_get_string (api_key);

  if (!g_utf8_validate_len (text, alcove_locked_bytes_get_size (api_key), NULL))
    {
      add_bytes (builder, "api_key_hex", api_key);
      return;
    }
  json_builder_set_member_name (builder, "api_key");
  json_builder_add_string_value (builder, text);
}

static void
add_extras (JsonBuilder *builder, AlcoveExtras *extras)
{
  g_autoptr (AlcoveLockedBytes) headers = alcove_extras_dup_headers (extras);

  json_builder_set_member_name (builder, "headers");
  json_builder_add_string_value (builder, alcove_locked_bytes_get_string (headers));
  if (extras->body != NULL)
    add_string (builder, "body", extras->body);
}

static JsonNode *
to_node (AlcoveCredential *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  add_string (builder, "id", self->id);
  add_string (builder, "name", self->name);
  add_string (builder, "base_url", self->base_url);
  add_api_key (builder, self->api_key);
  if (self->history_key != NULL)
    add_bytes (builder, "history_key", self->history_key);
  json_builder_set_member_name (builder, "allow_plain_http");
  json_builder_add_boolean_value (builder, self->allow_plain_http);
  if (self->certificate != NULL)
    add_string (builder, "certificate", self->certificate);
  if (self->extras != NULL)
    add_extras (builder, self->extras);
  json_builder_set_member_name (builder, "created_at");
  json_builder_add_int_value (builder, self->created_at);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/**
 * alcove_credential_to_json:
 * @self: a credential
 *
 * The JSON library's own copies lie in ordinary memory until they are freed, which
 * [func@vault_overwrite_freed] overwrites.
 *
 * Returns: (transfer full): one line of JSON, with the keys in it
 */
AlcoveLockedBytes *
alcove_credential_to_json (AlcoveCredential *self)
{
  g_autoptr (JsonNode) node = to_node (self);
  char *text = json_to_string (node, FALSE);
  AlcoveLockedBytes *json = alcove_locked_bytes_new_string (text);

  explicit_bzero (text, strlen (text));
  g_free (text);
  return json;
}

static const char *
get_string (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static gint64
get_int (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : 0;
}

static gboolean
get_boolean (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

static AlcoveLockedBytes *
get_api_key (JsonObject *object)
{
  const char *text = get_string (object, "api_key");
  const char *hex = get_string (object, "api_key_hex");

  if (text != NULL)
    return alcove_locked_bytes_new_string (text);
  return hex != NULL ? alcove_locked_bytes_new_from_hex (hex, strlen (hex) / 2) : NULL;
}

static AlcoveCredential *
refuse (GError **error, const char *what)
{
  g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, "not a credential: %s", what);
  return NULL;
}

static AlcoveCredential *
from_object (JsonObject *object, GError **error)
{
  const char *id = get_string (object, "id");
  const char *name = get_string (object, "name");
  const char *base_url = get_string (object, "base_url");
  g_autoptr (AlcoveLockedBytes) api_key = get_api_key (object);
  g_autoptr (AlcoveLockedBytes) history_key = NULL;
  g_autofree char *certificate = NULL;
  g_autoptr (AlcoveExtras) extras = NULL;
  AlcoveCredential *self;

  if (!alcove_credential_id_is_valid (id))
    return refuse (error, "id");
  if (name == NULL || base_url == NULL || api_key == NULL)
    return refuse (error, "name, base_url or api_key");
  if (json_object_has_member (object, "history_key"))
    {
      const char *hex = get_string (object, "history_key");

      history_key = hex ? alcove_locked_bytes_new_from_hex (hex, HISTORY_KEY_SIZE) : NULL;
      if (history_key == NULL)
        return refuse (error, "history_key");
    }
  if (json_object_has_member (object, "certificate"))
    {
      certificate = alcove_fingerprint_parse (get_string (object, "certificate"));
      if (certificate == NULL)
        return refuse (error, "certificate");
    }
  if (json_object_has_member (object, "headers"))
    {
      extras
          = alcove_extras_parse (get_string (object, "headers"), get_string (object, "body"), NULL);
      if (extras == NULL)
        return refuse (error, "headers or body");
    }
  self = alcove_credential_new (id, name, base_url, api_key, history_key);
  self->extras = extras && !alcove_extras_is_empty (extras) ? g_steal_pointer (&extras) : NULL;
  self->certificate = g_steal_pointer (&certificate);
  self->allow_plain_http = get_boolean (object, "allow_plain_http");
  self->created_at = get_int (object, "created_at");
  return self;
}

/**
 * alcove_credential_from_json:
 * @json: (array length=size) (element-type guint8): what [method@Credential.to_json] made
 * @size: its length, at most 64 KiB
 * @error: %ALCOVE_ERROR_INVALID_INPUT, or %ALCOVE_ERROR_NEWER_VERSION
 *
 * Not to be called on a fiber's small stack.
 *
 * Returns: (nullable) (transfer full): the credential
 */
AlcoveCredential *
alcove_credential_from_json (const char *json, gsize size, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonObject *object;

  if (size > MAX_JSON_SIZE || !g_utf8_validate_len (json, size, NULL))
    return refuse (error, "too long, or no text");
  if (!json_parser_load_from_data (parser, json, (gssize) size, NULL))
    return refuse (error, "no JSON");
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return refuse (error, "no object");
  object = json_node_get_object (root);
  if (get_int (object, "version") > VERSION)
    {
      g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NEWER_VERSION,
                   "a credential of a newer version");
      return NULL;
    }
  if (get_int (object, "version") != VERSION)
    return refuse (error, "version");
  return from_object (object, error);
}
