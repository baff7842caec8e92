/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Headers and fields that a person adds to every request of an account. A value; any thread.
 * Always holds: no header speaks of the connection or of the body's length, none has a line break in it, the values lie
 * in locked memory, and the body is an object that does not replace what is asked. */

#include "alcove-extras.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "alcove-error.h"

#define MAX_HEADERS 32
#define MAX_TEXT (16 * 1024)

G_DEFINE_BOXED_TYPE (AlcoveExtras, alcove_extras, alcove_extras_ref, alcove_extras_unref)

/**
 * alcove_extras_ref:
 * @self: extras
 *
 * Returns: (transfer full): @self
 */
AlcoveExtras *
alcove_extras_ref (AlcoveExtras *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_extras_unref:
 * @self: (transfer full): extras, whose values are wiped with the last reference
 */
void
alcove_extras_unref (AlcoveExtras *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  for (guint i = 0; self->names[i]; i++)
    alcove_locked_bytes_unref (self->values[i]);
  g_strfreev (self->names);
  g_free (self->values);
  g_free (self->body);
  g_free (self);
}

static gboolean
refuse (GError **error, const char *format, const char *what)
{
  g_autofree char *message = g_strdup_printf ("%s%s", format, what);

  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, message);
  return FALSE;
}

/* RFC 9110, 5.6.2 */
static gboolean
is_token (const char *name)
{
  for (const char *p = name; *p; p++)
    if (!g_ascii_isalnum (*p) && strchr ("!#$%&'*+-.^_`|~", *p) == NULL)
      return FALSE;
  return *name != '\0';
}

/* What HTTP itself needs, for one connection (RFC 9110, 7.6.1) or to know where a body ends. */
static gboolean
is_reserved (const char *name)
{
  static const char *const names[] = {
    "connection", "content-encoding", "content-length",    "content-type", "expect",
    "host",       "keep-alive",       "transfer-encoding", "te",           "trailer",
    "upgrade",    "accept-encoding",  "http2-settings",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;
  return g_ascii_strncasecmp (name, "proxy-", 6) == 0 || *name == ':';
}

static gboolean
is_value (const char *value)
{
  for (const char *p = value; *p; p++)
    if (((guchar) *p < 0x20 && *p != '\t') || *p == 0x7f)
      return FALSE;
  return TRUE;
}

/* One line, "Name: value". */
static gboolean
check_line (char *line, char **name, char **value, GError **error)
{
  char *colon = strchr (line, ':');

  if (colon == NULL)
    return refuse (error, "a header is “Name: value” on a line of its own", "");
  *colon = '\0';
  *name = g_strstrip (line);
  *value = g_strstrip (colon + 1);
  if (!is_token (*name))
    return refuse (error, "the name of a header has characters that it cannot have", "");
  if (is_reserved (*name))
    return refuse (error, "this header is set by Alcove itself: ", *name);
  return is_value (*value)
         || refuse (error, "the value has characters that it cannot have: ", *name);
}

static gboolean
read_headers (AlcoveExtras *self, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) values
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_locked_bytes_unref);
  gboolean fine = TRUE;

  for (guint i = 0; fine && lines[i]; i++)
    {
      char *name, *value;

      if (*g_strstrip (lines[i]) == '\0')
        continue;
      fine = check_line (lines[i], &name, &value, error);
      if (!fine)
        break;
      g_ptr_array_add (names, g_strdup (name));
      g_ptr_array_add (values, alcove_locked_bytes_new_string (value));
      explicit_bzero (value, strlen (value));
    }
  if (fine && names->len > MAX_HEADERS)
    fine = refuse (error, "more than 32 headers", "");
  if (!fine)
    return FALSE;
  g_strfreev (self->names);
  g_free (self->values);
  g_ptr_array_add (names, NULL);
  g_ptr_array_set_free_func (names, NULL);
  g_ptr_array_set_free_func (values, NULL);
  self->names = (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
  self->values = (AlcoveLockedBytes **) g_ptr_array_free (g_steal_pointer (&values), FALSE);
  return TRUE;
}

static gboolean
read_body (AlcoveExtras *self, const char *text, GError **error)
{
  g_autofree char *body = g_strstrip (g_strdup (text));
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = NULL;
  JsonObject *object;

  if (*body == '\0')
    return TRUE;
  if (json_parser_load_from_data (parser, body, -1, NULL))
    root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return refuse (error, "the fields are not a JSON object", "");
  object = json_node_get_object (root);
  if (json_object_has_member (object, "messages") || json_object_has_member (object, "stream"))
    return refuse (error, "“messages” and “stream” are set by Alcove itself", "");
  self->body = json_to_string (root, FALSE);
  return TRUE;
}

/**
 * alcove_extras_parse:
 * @headers: (nullable): a line each, "Name: value"
 * @body: (nullable): a JSON object
 * @error: %ALCOVE_ERROR_INVALID_INPUT; the message holds no value
 *
 * Returns: (nullable) (transfer full): extras, perhaps empty
 */
AlcoveExtras *
alcove_extras_parse (const char *headers, const char *body, GError **error)
{
  g_autoptr (AlcoveExtras) self = g_new0 (AlcoveExtras, 1);

  g_atomic_ref_count_init (&self->refs);
  self->names = g_new0 (char *, 1);
  if ((headers && strlen (headers) > MAX_TEXT) || (body && strlen (body) > MAX_TEXT))
    {
      refuse (error, "longer than 16 KiB", "");
      return NULL;
    }
  if ((headers && !g_utf8_validate (headers, -1, NULL))
      || (body && !g_utf8_validate (body, -1, NULL)))
    {
      refuse (error, "this is no text", "");
      return NULL;
    }
  if ((headers && !read_headers (self, headers, error)) || (body && !read_body (self, body, error)))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * alcove_extras_is_empty:
 * @self: extras
 *
 * Returns: whether they add nothing
 */
gboolean
alcove_extras_is_empty (AlcoveExtras *self)
{
  return self->names[0] == NULL && self->body == NULL;
}

/**
 * alcove_extras_dup_headers:
 * @self: extras
 *
 * Returns: (transfer full): the headers as they were typed, a line each
 */
AlcoveLockedBytes *
alcove_extras_dup_headers (AlcoveExtras *self)
{
  AlcoveLockedBytes *all = alcove_locked_bytes_new_string ("");

  for (guint i = 0; self->names[i]; i++)
    {
      const char *value = alcove_locked_bytes_get_string (self->values[i]);
      const gsize size = alcove_locked_bytes_get_size (all) + strlen (self->names[i])
                         + strlen (value) + strlen (": \n");
      AlcoveLockedBytes *longer = alcove_locked_bytes_new (NULL, size + 1);

      g_snprintf ((char *) alcove_locked_bytes_get_writable (longer), size + 1, "%s%s: %s\n",
                  alcove_locked_bytes_get_string (all), self->names[i], value);
      alcove_locked_bytes_unref (all);
      all = longer;
    }
  return all;
}
