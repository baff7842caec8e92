/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Refusals: those of real servers, and one of ours for each shape. Every one must give a sentence
 * with the server's reason, and never the key. */

#include <string.h>

#include "alcove-error.h"
#include "alcove-json.h"
#include "alcove-wire-error.h"
#include "llm-testing.h"

#define KEY "sk-proj-0123456789abcdefGHIJ"

typedef struct
{
  const char *name;
  guint status;
  const char *body;
  int code;
  const char *reason;
} Case;

static const Case cases[] = {
  { "object", 401, "{\"error\":{\"message\":\"Invalid API Key\",\"code\":401}}", ALCOVE_ERROR_AUTH,
    "Invalid API Key" },
  { "string", 402, "{\"error\":\"Insufficient USD balance\"}", ALCOVE_ERROR_CREDIT,
    "Insufficient USD balance" },
  { "bare", 400, "{\"object\":\"error\",\"message\":\"bad thing\",\"type\":\"x\",\"code\":3}",
    ALCOVE_ERROR_BAD_REQUEST, "bad thing" },
  { "detail-string", 404, "{\"detail\":\"Not Found\"}", ALCOVE_ERROR_NOT_AN_API, "Not Found" },
  { "detail-list", 422,
    "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"stream_options\"],\"msg\":"
    "\"Extra inputs are not permitted\"}]}",
    ALCOVE_ERROR_FIELD_REFUSED, "body.stream_options: Extra inputs are not permitted" },
  { "message-object", 422,
    "{\"object\":\"error\",\"message\":{\"detail\":[{\"loc\":[\"body\",\"seed\",0],\"msg\":\"no\"}]"
    "},\"code\":null}",
    ALCOVE_ERROR_FIELD_REFUSED, "body.seed.0: no" },
  { "json-in-string", 400, "{\"message\":\"{\\\"detail\\\":\\\"too hot\\\"}\"}",
    ALCOVE_ERROR_BAD_REQUEST, "too hot" },
  { "array", 429,
    "[{\"error\":{\"code\":429,\"message\":\"quota\",\"status\":\"RESOURCE_EXHAUSTED\"}}]",
    ALCOVE_ERROR_RATE_LIMITED, "quota" },
  { "metadata", 429,
    "{\"error\":{\"message\":\"Provider returned "
    "error\",\"code\":429,\"metadata\":{\"provider_name\":\"Acme\",\"raw\":\"slow down\"}}}",
    ALCOVE_ERROR_RATE_LIMITED, "Provider returned error (Acme): slow down" },
  { "metadata-json", 400,
    "{\"error\":{\"message\":\"Provider returned "
    "error\",\"metadata\":{\"raw\":\"{\\\"error\\\":{\\\"message\\\":\\\"inner\\\"}}\"}}}",
    ALCOVE_ERROR_BAD_REQUEST, "Provider returned error: inner" },
  { "issues", 400,
    "{\"error\":\"Invalid request\",\"issues\":[{\"message\":\"model is required\"}]}",
    ALCOVE_ERROR_BAD_REQUEST, "Invalid request: model is required" },
  { "html", 502, "<html><head><title>502 Bad Gateway</title></head></html>", ALCOVE_ERROR_SERVER,
    "502 Bad Gateway" },
  { "html-404", 404, "<!doctype html><title>Nothing\n here</title>", ALCOVE_ERROR_NOT_AN_API,
    "Nothing here" },
  { "text", 500, "upstream  connect\nerror", ALCOVE_ERROR_SERVER, "upstream connect error" },
  { "empty", 503, "", ALCOVE_ERROR_OVERLOADED, "Service Unavailable" },
  { "empty-object", 500, "{}", ALCOVE_ERROR_SERVER, "Internal Server Error" },
  { "deep", 500, "[[[[[[[[[[[[\"x\"]]]]]]]]]]]]", ALCOVE_ERROR_SERVER, "Internal Server Error" },
  { "model", 404,
    "{\"error\":{\"message\":\"The model `x` does not exist\",\"code\":\"model_not_found\"}}",
    ALCOVE_ERROR_NO_MODEL, "does not exist" },
  { "model-400", 400, "{\"error\":{\"message\":\"model 'nope' not found\"}}", ALCOVE_ERROR_NO_MODEL,
    "nope" },
  { "context", 400, "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}",
    ALCOVE_ERROR_CONTEXT_LENGTH, "too long" },
  { "context-llamacpp", 400,
    "{\"error\":{\"message\":\"request (4002 tokens) exceeds the available context "
    "size\",\"type\":\"exceed_context_size_error\"}}",
    ALCOVE_ERROR_CONTEXT_LENGTH, "4002 tokens" },
  { "quota", 429, "{\"error\":{\"message\":\"You exceeded\",\"code\":\"insufficient_quota\"}}",
    ALCOVE_ERROR_CREDIT, "You exceeded" },
  { "forbidden", 403, "{\"error\":{\"message\":\"Country not supported\"}}", ALCOVE_ERROR_FORBIDDEN,
    "Country" },
  { "policy", 422, "{\"error\":\"Content policy violation\"}", ALCOVE_ERROR_CONTENT_POLICY,
    "violation" },
  { "key-400", 400, "{\"error\":\"Incorrect API key provided\"}", ALCOVE_ERROR_AUTH,
    "Incorrect API key" },
  { "field", 400,
    "{\"error\":{\"message\":\"Unsupported value: 'temperature'\",\"param\":\"temperature\"}}",
    ALCOVE_ERROR_FIELD_REFUSED, "temperature" },
  { "field-of-model", 400,
    "{\"error\":{\"message\":\"Unknown parameter 'max_tokens' for this "
    "model\",\"param\":\"max_tokens\"}}",
    ALCOVE_ERROR_FIELD_REFUSED, "max_tokens" },
  { "no-field", 400, "{\"error\":{\"message\":\"You must stop before the end\"}}",
    ALCOVE_ERROR_BAD_REQUEST, "stop" },
  { "loading", 503, "{\"error\":{\"code\":503,\"message\":\"Loading model\"}}",
    ALCOVE_ERROR_OVERLOADED, "Loading model" },
  { "method", 405, "Method Not Allowed", ALCOVE_ERROR_NOT_AN_API, "Method Not Allowed" },
  { "large", 413, "{\"error\":{\"message\":\"Request too large\"}}", ALCOVE_ERROR_BAD_REQUEST,
    "too large" },
};

static void
check_no_key (const GError *error)
{
  const char *details = alcove_error_get_details (error);

  g_assert_null (strstr (error->message, KEY));
  g_assert_null (strstr (error->message, "0123456789ab"));
  g_assert_nonnull (details);
  g_assert_null (strstr (details, KEY));
  g_assert_null (strstr (details, "0123456789ab"));
}

static void
test_case (gconstpointer data)
{
  const Case *item = data;
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (KEY);
  g_autoptr (GError) error
      = alcove_wire_error_from_body (item->status, item->body, strlen (item->body), 7, key);

  g_assert_error (error, ALCOVE_ERROR, item->code);
  g_assert_nonnull (strstr (error->message, item->reason));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_cmpuint (alcove_error_get_http_status (error), ==, item->status);
  g_assert_cmpint (alcove_error_get_retry_after_ms (error), ==, 7);
  check_no_key (error);
}

static void
test_recorded (gconstpointer data)
{
  g_autofree char *about_path = g_strconcat (data, ".json", NULL);
  g_autofree char *body_path = g_strconcat (data, ".body.json", NULL);
  g_autoptr (JsonNode) about = llm_testing_load_json (about_path);
  g_autoptr (GBytes) bytes = llm_testing_load_bytes (body_path);
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (KEY);
  JsonObject *expect = alcove_json_object (json_node_get_object (about), "expect");
  guint status = (guint) alcove_json_int (expect, "http_status", 0);
  g_autoptr (GError) error = alcove_wire_error_from_body (status, g_bytes_get_data (bytes, NULL),
                                                          g_bytes_get_size (bytes), -1, key);
  g_auto (GStrv) words = g_strsplit_set (alcove_json_string (expect, "message"), " \n", -1);

  /* the same words; line breaks became blanks */
  for (guint i = 0; words[i] && strlen (error->message) < 900; i++)
    g_assert_nonnull (strstr (error->message, words[i]));
  g_assert_cmpint (error->code, !=, ALCOVE_ERROR_FAILED);
  check_no_key (error);
}

/* The codes that decide what a person is told to do. */
static void
test_recorded_codes (void)
{
  static const struct
  {
    const char *name;
    int code;
  } rows[] = {
    { "anthropic-001", ALCOVE_ERROR_NO_MODEL },
    { "anthropic-002", ALCOVE_ERROR_FIELD_REFUSED },
    { "azure-001", ALCOVE_ERROR_AUTH },
    { "azure-002", ALCOVE_ERROR_RATE_LIMITED },
    { "azure-003", ALCOVE_ERROR_NO_MODEL },
    { "gemini-openai-compat-001", ALCOVE_ERROR_NO_MODEL },
    { "gemini-openai-compat-003", ALCOVE_ERROR_AUTH },
    { "gemini-openai-compat-004", ALCOVE_ERROR_RATE_LIMITED },
    { "groq-001", ALCOVE_ERROR_NO_MODEL },
    { "llamacpp-401", ALCOVE_ERROR_AUTH },
    { "llamacpp-image", ALCOVE_ERROR_ATTACHMENT },
    { "llamacpp-model", ALCOVE_ERROR_NO_MODEL },
    { "ollama-cloud-001", ALCOVE_ERROR_AUTH },
    { "openai-009", ALCOVE_ERROR_FIELD_REFUSED },
    { "openai-012", ALCOVE_ERROR_CONTEXT_LENGTH },
    { "openai-013", ALCOVE_ERROR_AUTH },
    { "openai-015", ALCOVE_ERROR_NO_MODEL },
    { "openai-018", ALCOVE_ERROR_BAD_REQUEST },
    { "openai-020", ALCOVE_ERROR_NO_MODEL },
    { "openrouter-001", ALCOVE_ERROR_RATE_LIMITED },
    { "openrouter-002", ALCOVE_ERROR_AUTH },
    { "perplexity-002", ALCOVE_ERROR_CONTEXT_LENGTH },
    { "xai-001", ALCOVE_ERROR_AUTH },
  };
  g_autofree char *folder = llm_testing_shared_path ("fixtures/errors");

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("fixtures/errors is absent: set ALCOVE_SHARED to the folder that has it");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *about_path = g_strdup_printf ("%s/%s.json", folder, rows[i].name);
      g_autofree char *body_path = g_strdup_printf ("%s/%s.body.json", folder, rows[i].name);
      g_autoptr (JsonNode) about = llm_testing_load_json (about_path);
      g_autoptr (GBytes) bytes = llm_testing_load_bytes (body_path);
      guint status = (guint) alcove_json_int (json_node_get_object (about), "http_status", 0);
      g_autoptr (GError) error = alcove_wire_error_from_body (
          status, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), -1, NULL);

      g_test_message ("%s", rows[i].name);
      g_assert_error (error, ALCOVE_ERROR, rows[i].code);
    }
}

static void
test_redaction (void)
{
  static const struct
  {
    const char *text;
    const char *clean;
  } rows[] = {
    { "key " KEY " is wrong", "key ••• is wrong" },
    { KEY KEY, "••••••" },
    { "Bearer " KEY, "Bearer •••" },
    { "key sk-proj-0123456789 is wrong", "key ••• is wrong" },
    { "...6789abcdefGHIJ", "...•••" },
    { "sk-proj-01 is short enough", "sk-proj-01 is short enough" },
    { "nothing here", "nothing here" },
  };
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (KEY);
  g_autoptr (AlcoveLockedBytes) tiny = alcove_locked_bytes_new_string ("a");
  g_autoptr (AlcoveLockedBytes) dummy = alcove_locked_bytes_new_string ("ollama");
  g_autoptr (AlcoveLockedBytes) test = alcove_locked_bytes_new_string ("sk-test-123");
  g_autofree char *a = alcove_wire_error_redact ("a banana", tiny);
  g_autofree char *b = alcove_wire_error_redact ("ollama is down", dummy);
  g_autofree char *c = alcove_wire_error_redact ("(sk-test-123)", test);
  g_autofree char *d = alcove_wire_error_redact ("x", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *clean = alcove_wire_error_redact (rows[i].text, key);

      g_assert_cmpstr (clean, ==, rows[i].clean);
    }
  g_assert_cmpstr (a, ==, "a banana");
  g_assert_cmpstr (b, ==, "ollama is down");
  g_assert_cmpstr (c, ==, "(•••)");
  g_assert_cmpstr (d, ==, "x");
}

/* A server that repeats the whole request, headers and all. */
static void
test_echo (void)
{
  static const char body[]
      = "{\"error\":{\"message\":\"bad key " KEY "\",\"headers\":{\"authorization\":"
        "\"Bearer " KEY "\"}}}";
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (KEY);
  g_autoptr (GError) error = alcove_wire_error_from_body (401, body, strlen (body), -1, key);
  g_autoptr (JsonNode) node = json_from_string (body, NULL);
  g_autoptr (GError) second = alcove_wire_error_from_json (0, node, key);

  g_assert_cmpstr (error->message, ==, "bad key •••");
  check_no_key (error);
  g_assert_cmpstr (second->message, ==, "bad key •••");
  check_no_key (second);
}

static void
test_gemini_retry_delay (void)
{
  static const char body[]
      = "[{\"error\":{\"code\":429,\"message\":\"q\",\"details\":[{},{\"retryDelay\":\"12s\"}]}}]";
  g_autoptr (GError) error = alcove_wire_error_from_body (429, body, strlen (body), -1, NULL);

  g_assert_cmpint (alcove_error_get_retry_after_ms (error), ==, 12000);
}

typedef struct
{
  const char *name;
  guint status;
  const char *body;
  const char *field; /* NULL for none */
} FieldCase;

static const FieldCase field_cases[] = {
  { "param", 400,
    "{\"error\":{\"message\":\"Unsupported value\",\"param\":\"temperature\","
    "\"code\":\"unsupported_value\"}}",
    "temperature" },
  { "words", 400,
    "{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens' is not supported with this "
    "model. Use 'max_completion_tokens' instead.\"}}",
    "max_tokens" },
  { "location", 422,
    "{\"object\":\"error\",\"message\":{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":"
    "[\"body\",\"seed\"],\"msg\":\"Extra inputs are not permitted\"}]}}",
    "seed" },
  { "nested", 400,
    "{\"error\":\"Unrecognized key: venice_parameters.enable_web_search is not supported\"}",
    "venice_parameters" },
  { "effort", 400, "{\"error\":\"This model does not support the effort level 'max'.\"}",
    "reasoning_effort" },
  { "part-of-a-word", 400,
    "{\"error\":{\"message\":\"Unsupported parameter: 'seed_policy' is not supported\"}}", NULL },
  { "needed", 400, "{\"error\":{\"message\":\"bad\",\"param\":\"messages\"}}", NULL },
  { "other-status", 500, "{\"error\":{\"message\":\"bad\",\"param\":\"seed\"}}", NULL },
};

static void
test_field (gconstpointer data)
{
  static const char *const sent[]
      = { "temperature", "max_tokens", "seed", "venice_parameters", "reasoning_effort", NULL };
  const FieldCase *c = data;
  g_autoptr (GError) error
      = alcove_wire_error_from_body (c->status, c->body, strlen (c->body), -1, NULL);

  g_assert_cmpstr (alcove_wire_error_find_field (error, sent), ==, c->field);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/llm/errors/shape/", cases[i].name, NULL);

      g_test_add_data_func (name, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (field_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/llm/errors/field/", field_cases[i].name, NULL);

      g_test_add_data_func (name, &field_cases[i], test_field);
    }
  llm_testing_add_folder ("fixtures/errors", "/llm/errors/recorded", test_recorded);
  g_test_add_func ("/llm/errors/recorded-codes", test_recorded_codes);
  g_test_add_func ("/llm/errors/redaction", test_redaction);
  g_test_add_func ("/llm/errors/echo", test_echo);
  g_test_add_func ("/llm/errors/gemini-retry-delay", test_gemini_retry_delay);
  return g_test_run ();
}
