/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a server's refusal means: HTTP status and body in, an error of our domain out, with the
 * server's own reason as its message, the raw body as its details, and the key in neither, even
 * where the server repeats it. Pure. */

#include "alcove-wire-error.h"

#include "alcove-json.h"
#include "alcove-wire-reason.h"
#include "alcove-wire-retry.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_DETAILS 16384
/* a piece of a key of this length is as good as the key to somebody who looks over a shoulder */
#define MIN_SECRET 12

static gboolean
has_any (const char *text, const char *const *words)
{
  for (guint i = 0; words[i]; i++)
    if (strstr (text, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_context_length (const char *all)
{
  static const char *const words[] = {
    "context_length",    "exceed_context_size",  "too_many_prompt_tokens", "context length",
    "context window",    "context size",         "maximum context",        "prompt is too long",
    "input is too long", "messages is too long", "too many tokens",        NULL,
  };

  return has_any (all, words);
}

static gboolean
is_credit (const char *all)
{
  static const char *const words[] = {
    "insufficient_quota", "insufficient balance", "insufficient credit",
    "credit balance",     "billing_hard_limit",   "spending limit",
    "billing_not_active", "insufficient_balance", NULL,
  };

  return has_any (all, words);
}

static gboolean
is_key (const char *all)
{
  static const char *const words[] = {
    "invalid_api_key", "api_key_invalid",   "api key not valid",    "incorrect api key",
    "invalid api key", "invalid x-api-key", "authentication_error", NULL,
  };

  return has_any (all, words);
}

static gboolean
is_model (const char *all)
{
  static const char *const nouns[] = { "model", "deployment", NULL };
  static const char *const verbs[] = {
    "not found",     "not exist", "not_found",         "notfound",
    "no such",       "unknown",   "invalid model",     "not a valid model",
    "not available", "no access", "unsupported model", NULL,
  };

  return has_any (all, nouns) && has_any (all, verbs);
}

static gboolean
is_policy (const char *all)
{
  static const char *const words[] = {
    "content_policy", "content policy", "content_filter",
    "responsibleai",  "moderation",     "content management policy",
    "usage policies", "flagged",        NULL,
  };

  return has_any (all, words);
}

static gboolean
is_busy (const char *all)
{
  static const char *const words[] = {
    "overloaded",
    "server_overload",
    "engine_overloaded",
    "service_unavailable",
    "at capacity",
    "over capacity",
    NULL,
  };

  return has_any (all, words);
}

static gboolean
is_limit (const char *all)
{
  static const char *const words[] = {
    "rate_limit",         "rate limit",        "ratelimit", "too many requests",
    "resource_exhausted", "too_many_requests", NULL,
  };

  return has_any (all, words);
}

/* The fields that a request may have because the user set them, or because we did. */
static gboolean
is_field (const char *all)
{
  static const char *const words[] = {
    "temperature",
    "top_p",
    "max_tokens",
    "max_completion_tokens",
    "seed",
    "reasoning_effort",
    "effort level",
    "'stop'",
    "`stop`",
    "body.stop",
    "stream_options",
    "venice_parameters",
    NULL,
  };

  return has_any (all, words);
}

static AlcoveError
code_of_client_error (guint status, const char *all)
{
  switch (status)
    {
    case 401:
      return ALCOVE_ERROR_AUTH;
    case 403:
    case 451:
      return is_key (all) ? ALCOVE_ERROR_AUTH : ALCOVE_ERROR_FORBIDDEN;
    case 404:
    case 410:
      return strstr (all, "model") || is_model (all) ? ALCOVE_ERROR_NO_MODEL
                                                     : ALCOVE_ERROR_NOT_AN_API;
    case 405:
      return ALCOVE_ERROR_NOT_AN_API;
    case 408:
    case 409:
    case 425:
      return ALCOVE_ERROR_SERVER;
    case 429:
      return ALCOVE_ERROR_RATE_LIMITED;
    default:
      break;
    }
  if (is_key (all))
    return ALCOVE_ERROR_AUTH;
  /* before the model: a refused field is often "not supported with this model" */
  if (is_field (all) && !strstr (all, "model_not_found"))
    return ALCOVE_ERROR_FIELD_REFUSED;
  return is_model (all) ? ALCOVE_ERROR_NO_MODEL : ALCOVE_ERROR_BAD_REQUEST;
}

static gboolean
is_attachment (const char *all)
{
  static const char *const words[] = {
    "image input",
    "images are not supported",
    "support image",
    "image_url",
    "vision",
    "image content",
    "multimodal",
    "file content",
    "support file",
    "document_url",
    NULL,
  };
  static const char *const no[]
      = { "not support", "unsupported", "only supported", "no endpoints", "invalid", NULL };

  return has_any (all, words) && has_any (all, no);
}

/* @all: reason, code and type in lower case */
static AlcoveError
code_of (guint status, const char *all)
{
  if (status == 402 || is_credit (all))
    return ALCOVE_ERROR_CREDIT;
  if (status != 401 && status != 403 && status != 429 && is_context_length (all))
    return ALCOVE_ERROR_CONTEXT_LENGTH;
  if (status < 500 && status != 401 && status != 429 && is_policy (all))
    return ALCOVE_ERROR_CONTENT_POLICY;
  if ((status == 400 || status == 404 || status == 415 || status == 422 || status == 500)
      && is_attachment (all))
    return ALCOVE_ERROR_ATTACHMENT;
  if (status == 503 || status == 529 || (status == 0 && is_busy (all)))
    return ALCOVE_ERROR_OVERLOADED;
  if (status == 0 && is_limit (all))
    return ALCOVE_ERROR_RATE_LIMITED;
  if (status >= 500 || status < 400)
    return status == 0 && is_key (all) ? ALCOVE_ERROR_AUTH : ALCOVE_ERROR_SERVER;
  return code_of_client_error (status, all);
}

/**
 * alcove_wire_error_redact:
 * @text: (nullable): anything that a server sent
 * @key: (nullable): the API key
 *
 * Returns: (nullable) (transfer full): @text, each piece of the key in it replaced by "•••"
 */
char *
alcove_wire_error_redact (const char *text, AlcoveLockedBytes *key)
{
  const char *secret = key ? alcove_locked_bytes_get_string (key) : "";
  gsize size = strlen (secret);
  gsize enough = MIN (size, MIN_SECRET);
  gsize length = text ? strlen (text) : 0;
  g_autoptr (GString) clean = g_string_new (NULL);

  /* what a local server wants to hear is no secret */
  if (text == NULL || size < 6 || g_str_equal (secret, "ollama")
      || g_str_equal (secret, "lm-studio"))
    return g_strdup (text);
  for (gsize i = 0; i < length;)
    {
      gsize longest = 0;

      for (gsize k = 0; k + enough <= size; k++)
        {
          gsize n = 0;

          while (k + n < size && i + n < length && text[i + n] == secret[k + n])
            n++;
          longest = MAX (longest, n);
        }
      if (longest >= enough)
        g_string_append (clean, "•••");
      else
        g_string_append_c (clean, text[i]);
      i += longest >= enough ? longest : 1;
    }
  return g_string_free_and_steal (g_steal_pointer (&clean));
}

static const char *
default_reason (guint status)
{
  const char *phrase = status > 0 ? soup_status_get_phrase (status) : NULL;

  return phrase ? phrase : "the server reported an error";
}

static GError *
build (guint status, JsonNode *root, const char *body, gsize length, gint64 retry_after_ms,
       AlcoveLockedBytes *key)
{
  g_autofree char *reason
      = root ? alcove_wire_reason_from_json (root) : alcove_wire_reason_from_text (body, length);
  g_autofree char *words = root ? alcove_wire_reason_dup_words (root) : g_strdup ("");
  g_autofree char *lower = g_utf8_strdown (reason ? reason : "", -1);
  g_autofree char *all = g_strconcat (lower, words, NULL);
  g_autofree char *shown
      = alcove_wire_error_redact (reason ? reason : default_reason (status), key);
  g_autofree char *valid = g_utf8_make_valid (body, (gssize) MIN (length, MAX_DETAILS));
  g_autofree char *details = alcove_wire_error_redact (valid, key);
  AlcoveError code = code_of (status, all);

  if (root != NULL && retry_after_ms < 0)
    retry_after_ms = alcove_wire_retry_from_json (root, g_get_real_time () / 1000);
  if (retry_after_ms < 0 && code == ALCOVE_ERROR_RATE_LIMITED)
    retry_after_ms = alcove_wire_retry_from_reason (reason);
  /* a page instead of JSON with 404 or 200: somebody else lives at this address */
  if (root == NULL && (status == 404 || status == 405))
    code = ALCOVE_ERROR_NOT_AN_API;
  return alcove_error_new_http (code, status, retry_after_ms, shown, details);
}

/* Gemini puts its errors into an array of one. */
static JsonObject *
object_of (JsonNode *root)
{
  if (JSON_NODE_HOLDS_ARRAY (root))
    return alcove_json_element (json_node_get_array (root), 0);
  return JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

/**
 * alcove_wire_error_from_body:
 * @http_status: the status, not 2xx
 * @body: (array length=length): what came with it
 * @length: its size
 * @retry_after_ms: what the headers say, in milliseconds, or -1
 * @key: (nullable): the API key, to be kept out of what is shown
 *
 * Returns: (transfer full): an #AlcoveError that carries status, reason and details
 */
GError *
alcove_wire_error_from_body (guint http_status, const char *body, gsize length,
                             gint64 retry_after_ms, AlcoveLockedBytes *key)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = NULL;

  if (length > 0 && json_parser_load_from_data (parser, body, (gssize) length, NULL))
    root = json_parser_get_root (parser);
  return build (http_status, root, body, length, retry_after_ms, key);
}

/* The status that an error in mid-stream names, in a number or in digits. */
static guint
status_in (JsonNode *root)
{
  JsonObject *object = object_of (root);
  JsonObject *error = alcove_json_object (object, "error");
  gint64 status = alcove_json_int (error, "status_code", 0);

  if (status == 0)
    status = alcove_json_int (error ? error : object, "code", 0);
  if (status == 0)
    status = alcove_json_int (object, "status_code", 0);
  return status >= 400 && status <= 599 ? (guint) status : 0;
}

/**
 * alcove_wire_error_from_json:
 * @http_status: the status, or 0 to take the one that the body names
 * @root: an error inside an answer whose status was 200
 * @key: (nullable): the API key, to be kept out of what is shown
 *
 * Returns: (transfer full): an #AlcoveError that carries status, reason and details
 */
GError *
alcove_wire_error_from_json (guint http_status, JsonNode *root, AlcoveLockedBytes *key)
{
  g_autofree char *body = alcove_json_dup (root);

  return build (http_status ? http_status : status_in (root), root, body, strlen (body), -1, key);
}

static gboolean
is_false (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && !json_node_get_boolean (node);
}

/**
 * alcove_wire_error_is_error:
 * @object: an event or an answer
 *
 * Returns: whether it reports an error, whatever else it holds
 */
gboolean
alcove_wire_error_is_error (JsonObject *object)
{
  JsonNode *error = json_object_get_member (object, "error");

  if (error != NULL && !JSON_NODE_HOLDS_NULL (error))
    {
      const char *text = alcove_json_string (object, "error");

      return JSON_NODE_HOLDS_OBJECT (error) || JSON_NODE_HOLDS_ARRAY (error) || (text && *text);
    }
  if (json_object_has_member (object, "choices"))
    return FALSE;
  if (alcove_json_int (alcove_json_object (object, "base_resp"), "status_code", 0) != 0)
    return TRUE; /* MiniMax */
  return g_strcmp0 (alcove_json_string (object, "object"), "error") == 0
         || g_strcmp0 (alcove_json_string (object, "type"), "error") == 0
         || json_object_has_member (object, "detail") || json_object_has_member (object, "errors")
         || json_object_has_member (object, "error_code") || is_false (object, "success")
         || ((alcove_json_string (object, "message") || alcove_json_string (object, "msg"))
             && json_object_has_member (object, "code"));
}

/**
 * alcove_wire_error_clean:
 * @error: any error
 * @key: (nullable): the API key
 *
 * Returns: (transfer full): a copy of @error without the key in its message and details
 */
GError *
alcove_wire_error_clean (const GError *error, AlcoveLockedBytes *key)
{
  g_autofree char *message = alcove_wire_error_redact (error->message, key);
  g_autofree char *details = alcove_wire_error_redact (alcove_error_get_details (error), key);
  GError *clean;

  if (error->domain != ALCOVE_ERROR)
    return g_error_new_literal (error->domain, error->code, message);
  clean = alcove_error_new_http ((AlcoveError) error->code, alcove_error_get_http_status (error),
                                 alcove_error_get_retry_after_ms (error), message, details);
  alcove_error_set_fingerprint (clean, alcove_error_get_fingerprint (error));
  return clean;
}

/**
 * alcove_wire_error_is_about:
 * @error: an error of this file
 * @field: a field of the request
 *
 * Returns: whether the server's refusal names @field
 */
gboolean
alcove_wire_error_is_about (const GError *error, const char *field)
{
  guint status = alcove_error_get_http_status (error);
  const char *details = alcove_error_get_details (error);

  return (status == 400 || status == 422)
         && (strstr (error->message, field) || (details && strstr (details, field)));
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static gboolean
names_word (const char *text, const char *word)
{
  const gsize length = strlen (word);

  for (const char *p = text; p && (p = strstr (p, word)); p++)
    if ((p == text || !is_word (p[-1])) && !is_word (p[length]))
      return TRUE;
  return FALSE;
}

/* {"error": {"param": "temperature"}}, or "param" at the top */
static char *
dup_param (const char *details)
{
  g_autoptr (JsonNode) root = details ? json_from_string (details, NULL) : NULL;
  JsonObject *object = root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonObject *inner = object ? alcove_json_object (object, "error") : NULL;

  return object ? g_strdup (alcove_json_string (inner ? inner : object, "param")) : NULL;
}

/**
 * alcove_wire_error_find_field:
 * @error: an error of this file
 * @sent: fields of the request that may be left out
 *
 * Returns: (nullable) (transfer none): the one of @sent that the server's refusal is about
 */
const char *
alcove_wire_error_find_field (const GError *error, const char *const *sent)
{
  const guint status = alcove_error_get_http_status (error);
  const char *details = alcove_error_get_details (error);
  g_autofree char *param = dup_param (details);

  if (status != 400 && status != 422)
    return NULL;
  for (guint i = 0; param && sent[i]; i++)
    if (names_word (param, sent[i]))
      return sent[i];
  if (!g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_FIELD_REFUSED))
    return NULL;
  for (guint i = 0; sent[i]; i++)
    if (names_word (error->message, sent[i]) || names_word (details, sent[i]))
      return sent[i];
  /* "does not support the effort level": only the one field is about effort */
  for (guint i = 0; sent[i]; i++)
    if (g_str_equal (sent[i], "reasoning_effort") && names_word (error->message, "effort"))
      return sent[i];
  return NULL;
}
