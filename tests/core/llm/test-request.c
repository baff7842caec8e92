/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is sent: only what was set, in each dialect's words. */

#include <math.h>
#include <string.h>

#include "alcove-error.h"
#include "alcove-wire-request.h"
#include "llm-testing.h"

static char *
to_json (AlcoveChatRequest *request, AlcoveDialect dialect, gboolean with_usage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = alcove_wire_request_to_json (request, dialect, with_usage, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
expect_json (AlcoveChatRequest *request, AlcoveDialect dialect, gboolean with_usage,
             const char *wanted)
{
  g_autofree char *json = to_json (request, dialect, with_usage);

  g_assert_cmpstr (json, ==, wanted);
}

static void
test_least (void)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");

  alcove_chat_request_add_text (request, ALCOVE_ROLE_USER, "Hi");
  expect_json (
      request, ALCOVE_DIALECT_GENERIC, FALSE,
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true}");
  expect_json (
      request, ALCOVE_DIALECT_GENERIC, TRUE,
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true,"
      "\"stream_options\":{\"include_usage\":true}}");
  expect_json (
      request, ALCOVE_DIALECT_MISTRAL, TRUE,
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true}");
}

static void
test_turns (void)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");

  request->system_prompt = g_strdup ("Be brief.");
  alcove_chat_request_add_text (request, ALCOVE_ROLE_USER, "One \"quoted\"\n");
  alcove_chat_request_add_text (request, ALCOVE_ROLE_ASSISTANT, "Two");
  alcove_chat_request_add_text (request, ALCOVE_ROLE_ASSISTANT, "");
  alcove_chat_request_add_text (request, ALCOVE_ROLE_USER, "Größe 👋");
  expect_json (request, ALCOVE_DIALECT_GENERIC, FALSE,
               "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
               "{\"role\":\"user\",\"content\":\"One \\\"quoted\\\"\\n\"},"
               "{\"role\":\"assistant\",\"content\":\"Two\"},"
               "{\"role\":\"user\",\"content\":\"Größe 👋\"}],\"stream\":true}");
}

static void
test_parameters (void)
{
  static const char *stop[] = { "END", "STOP", NULL };
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");

  request->temperature = 0.5;
  request->top_p = 0.25;
  request->max_tokens = 100;
  request->seed = 0;
  request->reasoning_effort = g_strdup ("low");
  request->stop = g_strdupv ((GStrv) stop);
  expect_json (
      request, ALCOVE_DIALECT_GENERIC, FALSE,
      "{\"model\":\"m\",\"messages\":[],\"stream\":true,\"temperature\":0.5,\"top_p\":0.25,"
      "\"max_tokens\":100,\"seed\":0,\"reasoning_effort\":\"low\",\"stop\":[\"END\",\"STOP\"]}");
  expect_json (
      request, ALCOVE_DIALECT_OPENAI, FALSE,
      "{\"model\":\"m\",\"messages\":[],\"stream\":true,\"temperature\":0.5,\"top_p\":0.25,"
      "\"max_completion_tokens\":100,\"seed\":0,\"reasoning_effort\":\"low\",\"stop\":[\"END\","
      "\"STOP\"]}");
  expect_json (
      request, ALCOVE_DIALECT_MISTRAL, FALSE,
      "{\"model\":\"m\",\"messages\":[],\"stream\":true,\"temperature\":0.5,\"top_p\":0.25,"
      "\"max_tokens\":100,\"random_seed\":0,\"reasoning_effort\":\"low\",\"stop\":[\"END\","
      "\"STOP\"]}");
}

static void
test_zero_is_set (void)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");
  g_autofree char *json = NULL;

  request->temperature = 0;
  json = to_json (request, ALCOVE_DIALECT_GENERIC, FALSE);
  g_assert_nonnull (strstr (json, "\"temperature\":0"));
}

static void
test_attachments (void)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");
  g_autoptr (GPtrArray) parts = alcove_parts_new ();
  g_autoptr (GBytes) image = g_bytes_new_static ("hi", 2);
  g_autoptr (GBytes) file = g_bytes_new_static ("x", 1);

  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, "Look"));
  g_ptr_array_add (parts, alcove_part_new_data (ALCOVE_PART_IMAGE, "a.jpg", "image/jpeg", image));
  g_ptr_array_add (parts,
                   alcove_part_new_data (ALCOVE_PART_FILE, "a.pdf", "application/pdf", file));
  alcove_chat_request_add_turn (request, ALCOVE_ROLE_USER, parts);
  /* what a model drew is not sent back */
  alcove_chat_request_add_turn (request, ALCOVE_ROLE_ASSISTANT, parts);
  expect_json (request, ALCOVE_DIALECT_GENERIC, FALSE,
               "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\","
               "\"text\":\"Look\"},"
               "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/jpeg;base64,aGk=\"}},"
               "{\"type\":\"file\",\"file\":{\"filename\":\"a.pdf\",\"file_data\":\"data:"
               "application/pdf;base64,eA==\"}}]},"
               "{\"role\":\"assistant\",\"content\":\"Look\"}],\"stream\":true}");
}

/* What was heard stands as text, and no server takes the sound of another program. */
static void
test_voice (void)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");
  g_autoptr (GPtrArray) parts = alcove_parts_new ();
  g_autoptr (GBytes) sound = g_bytes_new_static ("x", 1);
  AlcovePart *voice = alcove_part_new_data (ALCOVE_PART_FILE, "a.wav", "audio/wav", sound);

  voice->extra = g_strdup ("{\"asset\":\"file_1\",\"" ALCOVE_PART_VOICE "\":true}");
  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, "Hello"));
  g_ptr_array_add (parts, voice);
  alcove_chat_request_add_turn (request, ALCOVE_ROLE_USER, parts);
  expect_json (request, ALCOVE_DIALECT_OPENAI, FALSE,
               "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],"
               "\"stream\":true}");
}

static void
test_reasoning_stays (void)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");
  g_autoptr (GPtrArray) parts = alcove_parts_new ();

  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_REASONING, "hm"));
  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, "a"));
  alcove_chat_request_add_turn (request, ALCOVE_ROLE_ASSISTANT, parts);
  expect_json (request, ALCOVE_DIALECT_DEEPSEEK, FALSE,
               "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":\"a\"}],"
               "\"stream\":true}");
}

static void
test_tools (void)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");
  g_autoptr (GPtrArray) calls = alcove_parts_new ();
  g_autoptr (GPtrArray) results = alcove_parts_new ();
  AlcovePart *call = alcove_part_new (ALCOVE_PART_TOOL_CALL, "{\"a\":1}");
  AlcovePart *result = alcove_part_new (ALCOVE_PART_TOOL_RESULT, "7");

  call->name = g_strdup ("f");
  call->extra
      = g_strdup ("{\"id\":\"c1\",\"extra_content\":{\"google\":{\"thought_signature\":\"z\"}}}");
  result->extra = g_strdup ("{\"id\":\"c1\"}");
  g_ptr_array_add (calls, alcove_part_new (ALCOVE_PART_REASONING, "hm"));
  g_ptr_array_add (calls, call);
  g_ptr_array_add (results, result);
  alcove_chat_request_add_turn (request, ALCOVE_ROLE_ASSISTANT, calls);
  alcove_chat_request_add_turn (request, ALCOVE_ROLE_TOOL, results);
  expect_json (
      request, ALCOVE_DIALECT_GENERIC, FALSE,
      "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{"
      "\"id\":\"c1\","
      "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"},"
      "\"extra_content\":{\"google\":{\"thought_signature\":\"z\"}}}]},"
      "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"7\"}],\"stream\":true}");
  expect_json (
      request, ALCOVE_DIALECT_DEEPSEEK, FALSE,
      "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{"
      "\"id\":\"c1\","
      "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"},"
      "\"extra_content\":{\"google\":{\"thought_signature\":\"z\"}}}],\"reasoning_content\":\"hm\"}"
      ","
      "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"7\"}],\"stream\":true}");
}

/* A call that another program made and had answered: a server would wait for its result. */
static void
test_imported_call (void)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");
  g_autoptr (GPtrArray) parts = alcove_parts_new ();
  g_autoptr (GPtrArray) alone = alcove_parts_new ();
  AlcovePart *call = alcove_part_new (ALCOVE_PART_TOOL_CALL, "{}");

  call->name = g_strdup ("python");
  call->extra = g_strdup ("{\"imported\":true}");
  g_ptr_array_add (alone, alcove_part_ref (call));
  g_ptr_array_add (parts, call);
  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TOOL_RESULT, "7"));
  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, "a"));
  alcove_chat_request_add_turn (request, ALCOVE_ROLE_ASSISTANT, alone);
  alcove_chat_request_add_turn (request, ALCOVE_ROLE_ASSISTANT, parts);
  expect_json (request, ALCOVE_DIALECT_GENERIC, FALSE,
               "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":\"a\"}],"
               "\"stream\":true}");
}

/* A result without a call, as other programs keep them: no server takes it. */
static void
test_result_alone (void)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");
  static const AlcoveRole roles[]
      = { ALCOVE_ROLE_TOOL, ALCOVE_ROLE_ASSISTANT, ALCOVE_ROLE_TOOL, ALCOVE_ROLE_ASSISTANT };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autoptr (GPtrArray) parts = alcove_parts_new ();

      g_ptr_array_add (parts, roles[i] == ALCOVE_ROLE_TOOL
                                  ? alcove_part_new (ALCOVE_PART_TOOL_RESULT, "7")
                                  : alcove_part_new (ALCOVE_PART_TEXT, "a"));
      alcove_chat_request_add_turn (request, roles[i], parts);
    }
  expect_json (request, ALCOVE_DIALECT_GENERIC, FALSE,
               "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":"
               "\"a\\n\\na\"}],\"stream\":true}");
}

static void
test_extra_body (void)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");

  request->extra_body
      = g_strdup ("{\"venice_parameters\":{\"include_venice_system_prompt\":false},\"top_k\":3}");
  expect_json (request, ALCOVE_DIALECT_VENICE, FALSE,
               "{\"model\":\"m\",\"messages\":[],\"stream\":true,"
               "\"venice_parameters\":{\"include_venice_system_prompt\":false},\"top_k\":3}");
}

static void
test_bad_extra_body (void)
{
  static const char *const bad[] = { "[1]", "{", "7", "nonsense" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");
      g_autoptr (GError) error = NULL;

      request->extra_body = g_strdup (bad[i]);
      g_assert_null (alcove_wire_request_to_json (request, ALCOVE_DIALECT_GENERIC, TRUE, &error));
      g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT);
    }
}

static void
test_bad_text (void)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");
  g_autofree char *json = NULL;

  alcove_chat_request_add_text (request, ALCOVE_ROLE_USER,
                                "a\xff"
                                "b");
  json = to_json (request, ALCOVE_DIALECT_GENERIC, FALSE);
  g_assert_true (g_utf8_validate (json, -1, NULL));
  g_assert_nonnull (strstr (json, "a\xef\xbf\xbd"
                                  "b"));
}

static void
expect_optional (AlcoveChatRequest *request, AlcoveDialect dialect, const char *wanted)
{
  g_auto (GStrv) fields = alcove_wire_request_dup_optional_fields (request, dialect, FALSE);
  g_autofree char *joined = g_strjoinv (",", fields);

  g_assert_cmpstr (joined, ==, wanted);
}

static void
test_refused (void)
{
  static const char *refused[] = { "temperature", "messages", "max_tokens", NULL };
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");

  request->temperature = 1;
  request->top_p = 0.5;
  request->max_tokens = 7;
  request->extra_body = g_strdup ("{\"venice_parameters\":{}}");
  expect_optional (request, ALCOVE_DIALECT_GENERIC,
                   "temperature,top_p,max_tokens,venice_parameters");
  request->refused = g_strdupv ((char **) refused);
  expect_optional (request, ALCOVE_DIALECT_GENERIC,
                   "top_p,max_completion_tokens,venice_parameters");
  expect_json (request, ALCOVE_DIALECT_OPENAI, FALSE,
               "{\"model\":\"m\",\"messages\":[],\"stream\":true,\"top_p\":0.5,"
               "\"max_completion_tokens\":7,\"venice_parameters\":{}}");
}

/* A file of text is text for everybody; PDFs go as the provider takes them. */
static void
test_files (void)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");
  g_autoptr (AlcoveChatRequest) mistral = alcove_chat_request_new ("m");
  g_autoptr (GPtrArray) text = alcove_parts_new ();
  g_autoptr (GPtrArray) pdf = alcove_parts_new ();
  g_autoptr (GBytes) c = g_bytes_new_static ("a ```` b", 8);
  g_autoptr (GBytes) x = g_bytes_new_static ("x", 1);

  g_ptr_array_add (text, alcove_part_new (ALCOVE_PART_TEXT, "Look"));
  g_ptr_array_add (text, alcove_part_new_data (ALCOVE_PART_FILE, "a.c", "text/x-csrc", c));
  alcove_chat_request_add_turn (request, ALCOVE_ROLE_USER, text);
  expect_json (request, ALCOVE_DIALECT_DEEPSEEK, FALSE,
               "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":"
               "\"Look\\n\\na.c:\\n`````\\na ```` b\\n`````\"}],\"stream\":true}");
  g_ptr_array_add (pdf, alcove_part_new_data (ALCOVE_PART_FILE, "a.pdf", "application/pdf", x));
  alcove_chat_request_add_turn (mistral, ALCOVE_ROLE_USER, pdf);
  expect_json (mistral, ALCOVE_DIALECT_MISTRAL, FALSE,
               "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":"
               "\"document_url\",\"document_name\":\"a.pdf\",\"document_url\":"
               "\"data:application/pdf;base64,eA==\"}]}],\"stream\":true}");
}

/* Where an answer failed there are two prompts in a row; some servers insist on turns. */
static void
test_turns_join (void)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("m");

  alcove_chat_request_add_text (request, ALCOVE_ROLE_USER, "a");
  alcove_chat_request_add_text (request, ALCOVE_ROLE_ASSISTANT, "");
  alcove_chat_request_add_text (request, ALCOVE_ROLE_USER, "b");
  expect_json (request, ALCOVE_DIALECT_GENERIC, FALSE,
               "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":"
               "\"a\\n\\nb\"}],\"stream\":true}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/llm/request/least", test_least);
  g_test_add_func ("/llm/request/turns", test_turns);
  g_test_add_func ("/llm/request/parameters", test_parameters);
  g_test_add_func ("/llm/request/zero-is-set", test_zero_is_set);
  g_test_add_func ("/llm/request/attachments", test_attachments);
  g_test_add_func ("/llm/request/files", test_files);
  g_test_add_func ("/llm/request/voice", test_voice);
  g_test_add_func ("/llm/request/turns-join", test_turns_join);
  g_test_add_func ("/llm/request/reasoning-stays", test_reasoning_stays);
  g_test_add_func ("/llm/request/tools", test_tools);
  g_test_add_func ("/llm/request/imported-call", test_imported_call);
  g_test_add_func ("/llm/request/result-alone", test_result_alone);
  g_test_add_func ("/llm/request/extra-body", test_extra_body);
  g_test_add_func ("/llm/request/bad-extra-body", test_bad_extra_body);
  g_test_add_func ("/llm/request/refused", test_refused);
  g_test_add_func ("/llm/request/bad-text", test_bad_text);
  return g_test_run ();
}
