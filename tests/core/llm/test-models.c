/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Lists of models, recorded and of our own. */

#include <string.h>

#include "alcove-error.h"
#include "alcove-json.h"
#include "alcove-model-info.h"
#include "llm-testing.h"

static void
test_recorded (gconstpointer data)
{
  g_autofree char *about_path = g_strconcat (data, ".json", NULL);
  g_autofree char *body_path = g_strconcat (data, ".body.json", NULL);
  g_autoptr (JsonNode) about = llm_testing_load_json (about_path);
  g_autoptr (GBytes) bytes = llm_testing_load_bytes (body_path);
  JsonObject *expect = alcove_json_object (json_node_get_object (about), "expect");
  JsonArray *ids = alcove_json_array (expect, "ids");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models = alcove_model_infos_parse (
      g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (models->len, ==, json_array_get_length (ids));
  g_assert_cmpint (models->len, ==, alcove_json_int (expect, "count", -1));
  for (guint i = 0; i < models->len; i++)
    g_assert_cmpstr (((AlcoveModelInfo *) models->pdata[i])->id, ==,
                     json_array_get_string_element (ids, i));
}

typedef struct
{
  const char *name;
  const char *json;
  const char *id;
  const char *shown;
  gint64 context_length;
  double price_in;
  double price_out;
  const char *flags; /* v vision, r reasoning, t tools, c chat */
} Case;

static const Case cases[] = {
  { "openai",
    "{\"object\":\"list\",\"data\":[{\"id\":\"gpt-x\",\"object\":\"model\",\"owned_by\":\"a\"}]}",
    "gpt-x", "gpt-x", 0, -1, -1, "c" },
  { "bare-array",
    "[{\"id\":\"a/b\",\"display_name\":\"A B\",\"type\":\"chat\",\"context_length\":4096,"
    "\"pricing\":{\"input\":0.2,\"output\":0.4}}]",
    "a/b", "A B", 4096, 0.2, 0.4, "c" },
  { "gemini", "{\"data\":[{\"id\":\"models/gemini-x\"}]}", "gemini-x", "gemini-x", 0, -1, -1, "c" },
  { "openrouter",
    "{\"data\":[{\"id\":\"o/x\",\"name\":\"O: "
    "X\",\"context_length\":400000,\"architecture\":{\"input_modalities\":"
    "[\"text\",\"image\"],\"output_modalities\":[\"text\"]},\"pricing\":{\"prompt\":\"0.00000005\","
    "\"completion\":"
    "\"0.0000004\"},\"supported_parameters\":[\"tools\",\"reasoning\"]}]}",
    "o/x", "O: X", 400000, 0.05, 0.4, "vrtc" },
  { "openrouter-auto",
    "{\"data\":[{\"id\":\"auto\",\"pricing\":{\"prompt\":\"-1\",\"completion\":\"-1\"}}]}", "auto",
    "auto", 0, -1, -1, "c" },
  { "mistral",
    "{\"data\":[{\"id\":\"m\",\"name\":\"m\",\"max_context_length\":32768,\"capabilities\":{"
    "\"completion_chat\":true,"
    "\"function_calling\":true,\"vision\":true}}]}",
    "m", "m", 32768, -1, -1, "vtc" },
  { "mistral-embed", "{\"data\":[{\"id\":\"e\",\"capabilities\":{\"completion_chat\":false}}]}",
    "e", "e", 0, -1, -1, "" },
  { "groq", "{\"data\":[{\"id\":\"l\",\"active\":true,\"context_window\":8192}]}", "l", "l", 8192,
    -1, -1, "c" },
  { "vllm", "{\"data\":[{\"id\":\"l\",\"max_model_len\":2048}]}", "l", "l", 2048, -1, -1, "c" },
  { "llamacpp",
    "{\"models\":[{\"name\":\"s\"}],\"data\":[{\"id\":\"s\",\"meta\":{\"n_ctx\":512,\"n_ctx_"
    "train\":4096}}]}",
    "s", "s", 512, -1, -1, "c" },
  { "ollama-native", "{\"models\":[{\"name\":\"llama3:8b\",\"model\":\"llama3:8b\"}]}", "llama3:8b",
    "llama3:8b", 0, -1, -1, "c" },
  { "venice",
    "{\"data\":[{\"id\":\"v\",\"type\":\"text\",\"model_spec\":{\"name\":\"Vee\","
    "\"availableContextTokens\":65536,"
    "\"pricing\":{\"input\":{\"usd\":0.5,\"diem\":5},\"output\":{\"usd\":2}},\"capabilities\":{"
    "\"supportsVision\":true,"
    "\"supportsReasoning\":true,\"supportsFunctionCalling\":false}}}]}",
    "v", "Vee", 65536, 0.5, 2, "vrc" },
  { "venice-image", "{\"data\":[{\"id\":\"v\",\"type\":\"image\"}]}", "v", "v", 0, -1, -1, "" },
  { "embedding-by-name", "{\"data\":[{\"id\":\"text-embedding-3-small\"}]}",
    "text-embedding-3-small", "text-embedding-3-small", 0, -1, -1, "" },
  { "strings", "[\"a\",\"a\"]", "a", "a", 0, -1, -1, "c" },
  { "nonsense",
    "{\"data\":[null,7,{},{\"id\":7},{\"id\":\"\"},{\"id\":\"x\",\"pricing\":[],\"meta\":7,"
    "\"context_length\":\"many\","
    "\"architecture\":null,\"capabilities\":\"all\"}]}",
    "x", "x", 0, -1, -1, "c" },
};

static void
test_case (gconstpointer data)
{
  const Case *item = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models = alcove_model_infos_parse (item->json, -1, &error);
  const AlcoveModelInfo *model;

  g_assert_no_error (error);
  g_assert_cmpuint (models->len, ==, 1);
  model = models->pdata[0];
  g_assert_cmpstr (model->id, ==, item->id);
  g_assert_cmpstr (model->name, ==, item->shown);
  g_assert_cmpint (model->context_length, ==, item->context_length);
  g_assert_cmpfloat_with_epsilon (model->price_in, item->price_in, 1e-9);
  g_assert_cmpfloat_with_epsilon (model->price_out, item->price_out, 1e-9);
  g_assert_cmpint (model->vision, ==, strchr (item->flags, 'v') != NULL);
  g_assert_cmpint (model->reasoning, ==, strchr (item->flags, 'r') != NULL);
  g_assert_cmpint (model->tools, ==, strchr (item->flags, 't') != NULL);
  g_assert_cmpint (model->is_chat, ==, strchr (item->flags, 'c') != NULL);
}

static void
expect_refused (const char *json, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (alcove_model_infos_parse (json, -1, &error));
  g_assert_error (error, ALCOVE_ERROR, code);
}

static void
test_refused (void)
{
  expect_refused ("", ALCOVE_ERROR_NOT_AN_API);
  expect_refused ("<html>", ALCOVE_ERROR_NOT_AN_API);
  expect_refused ("{\"data\":", ALCOVE_ERROR_NOT_AN_API);
  expect_refused ("{}", ALCOVE_ERROR_NOT_AN_API);
  expect_refused ("7", ALCOVE_ERROR_NOT_AN_API);
  expect_refused ("{\"data\":{}}", ALCOVE_ERROR_NOT_AN_API);
  expect_refused ("{\"error\":{\"message\":\"Invalid API Key\",\"code\":401}}", ALCOVE_ERROR_AUTH);
}

static void
test_empty (void)
{
  g_autoptr (GPtrArray) models = alcove_model_infos_parse ("{\"data\":[]}", -1, NULL);

  g_assert_cmpuint (models->len, ==, 0);
}

static void
test_privacy (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models = alcove_model_infos_parse (
      "{\"data\":[{\"id\":\"a\",\"model_spec\":{\"privacy\":\"anonymized\"}},{\"id\":\"b\"}]}", -1,
      &error);

  g_assert_no_error (error);
  g_assert_cmpstr (((AlcoveModelInfo *) g_ptr_array_index (models, 0))->privacy, ==, "anonymized");
  g_assert_null (((AlcoveModelInfo *) g_ptr_array_index (models, 1))->privacy);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  llm_testing_add_folder ("fixtures/models", "/llm/models/recorded", test_recorded);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/llm/models/shape/", cases[i].name, NULL);

      g_test_add_data_func (name, &cases[i], test_case);
    }
  g_test_add_func ("/llm/models/refused", test_refused);
  g_test_add_func ("/llm/models/empty", test_empty);
  g_test_add_func ("/llm/models/privacy", test_privacy);
  return g_test_run ();
}
