/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Our own small streams, written by hand, one for each oddity that servers are known for; and the
 * rows of what must come of them. Each is read whole and byte by byte. */

#include <string.h>

#include "alcove-error.h"
#include "alcove-json.h"
#include "alcove-think-splitter.h"
#include "alcove-wire-reader.h"
#include "llm-testing.h"

#define CHUNK(delta) "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":" delta "}]}\n\n"
#define TEXT(text) CHUNK ("{\"content\":\"" text "\"}")
#define STOP "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define DONE "data: [DONE]\n\n"
#define END STOP DONE
#define CALLS(calls) CHUNK ("{\"tool_calls\":[" calls "]}")

typedef struct
{
  const char *name;
  const char *stream;
  const char *content;
  const char *reasoning;
  const char *finish_reason;
  int code;           /* 0 for a complete answer */
  const char *reason; /* a piece of the error's message */
  const char *calls;  /* "id:name:arguments;" */
} Case;

static const Case cases[] = {
  { "plain", TEXT ("Hel") TEXT ("lo") END, "Hello", "", "stop", 0 },
  { "crlf",
    "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\r\n\r\n", "a",
    "", "stop", 0 },
  { "no-done", TEXT ("a") STOP, "a", "", "stop", 0 },
  { "no-blank-line-at-end",
    TEXT ("a") "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}", "a", "", "stop",
    0 },
  { "nothing-after-done", TEXT ("a") STOP DONE TEXT ("b"), "a", "", "stop", 0 },
  { "text-after-finish", TEXT ("a") STOP TEXT ("b") DONE, "ab", "", "stop", 0 },
  { "comments", ": OPENROUTER PROCESSING\n\n: keep-alive\n\n" TEXT ("a") END, "a", "", "stop", 0 },
  { "keepalive-events", "data: {\"type\":\"keepalive\"}\n\n" TEXT ("a") "data: {}\n\n" END, "a", "",
    "stop", 0 },
  { "obfuscation", "data: {\"obfuscation\":\"xyz\"}\n\n" TEXT ("a") END, "a", "", "stop", 0 },
  { "choices-empty",
    "data: {\"choices\":[],\"prompt_filter_results\":[],\"id\":\"\",\"model\":\"\"}\n\n" TEXT ("a")
        END,
    "a", "", "stop", 0 },
  { "choices-null", "data: {\"choices\":null,\"model\":\"m\"}\n\n" TEXT ("a") END, "a", "", "stop",
    0 },
  { "delta-null", "data: {\"choices\":[{\"index\":0,\"delta\":null}]}\n\n" TEXT ("a") END, "a", "",
    "stop", 0 },
  { "delta-missing",
    "data: {\"choices\":[{\"index\":0,\"finish_reason\":null}]}\n\n" TEXT ("a") END, "a", "",
    "stop", 0 },
  { "role-empty", CHUNK ("{\"role\":\"\",\"content\":\"a\"}") END, "a", "", "stop", 0 },
  { "content-null", CHUNK ("{\"role\":\"assistant\",\"content\":null}") TEXT ("a") END, "a", "",
    "stop", 0 },
  { "content-number", CHUNK ("{\"content\":7}") TEXT ("a") END, "a", "", "stop", 0 },
  { "content-blocks",
    CHUNK ("{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]"
           "}]}") CHUNK ("{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\","
                         "\"text\":\"!\"}]},"
                         "{\"type\":\"text\",\"text\":\"a\"}]}") TEXT ("b") END,
    "ab", "hm!", "stop", 0 },
  { "content-blocks-flat",
    CHUNK ("{\"content\":[\"a\",{\"type\":\"thinking\",\"thinking\":\"hm\"},"
           "{\"type\":\"text\",\"text\":\"b\"},7,null]}") END,
    "ab", "hm", "stop", 0 },
  { "message-beside-delta",
    "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"message\":{\"content\":\"a\"}}]}\n\n"
    "data: "
    "{\"choices\":[{\"delta\":{\"content\":\"\"},\"message\":{\"content\":\"ab\"},\"finish_"
    "reason\":\"stop\"}]}\n\n",
    "a", "", "stop", 0 },
  { "message-without-deltas",
    "data: "
    "{\"choices\":[{\"delta\":{},\"message\":{\"content\":\"ab\"},\"finish_reason\":\"stop\"}]}"
    "\n\n",
    "ab", "", "stop", 0 },
  { "reasoning-content", CHUNK ("{\"reasoning_content\":\"hm\"}") TEXT ("a") END, "a", "hm", "stop",
    0 },
  { "reasoning", CHUNK ("{\"reasoning\":\"hm\"}") TEXT ("a") END, "a", "hm", "stop", 0 },
  { "reasoning-both", CHUNK ("{\"reasoning\":\"hm\",\"reasoning_content\":\"hm\"}") TEXT ("a") END,
    "a", "hm", "stop", 0 },
  { "reasoning-details-same",
    CHUNK ("{\"reasoning\":\"hm\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":"
           "\"hm\"}]}") CHUNK ("{\"reasoning\":null,\"reasoning_details\":[{\"type\":\"reasoning."
                               "text\",\"text\":\"hm\"}]}") TEXT ("a") END,
    "a", "hm", "stop", 0 },
  { "reasoning-details-only",
    CHUNK ("{\"reasoning_details\":[{\"type\":\"reasoning.summary\",\"summary\":\"hm\"},"
           "{\"type\":\"reasoning.encrypted\",\"data\":\"xx\"}]}") TEXT ("a") END,
    "a", "hm", "stop", 0 },
  { "think", TEXT ("\\n<think>\\nhm") TEXT ("\\n</think>\\n\\na") END, "a", "hm", "stop", 0 },
  { "think-empty", TEXT ("<think>\\n\\n</think>\\n\\na") END, "a", "", "stop", 0 },
  { "think-open", TEXT ("<think>hm") STOP, "", "hm", "stop", 0 },
  { "think-later", TEXT ("a <think>b</think>") END, "a <think>b</think>", "", "stop", 0 },
  { "think-almost", TEXT ("<thin") TEXT ("g>") END, "<thing>", "", "stop", 0 },
  { "think-cut-tag", TEXT ("<thi") STOP, "<thi", "", "stop", 0 },
  { "refusal", CHUNK ("{\"content\":null,\"refusal\":\"No.\"}") END, "", "", "stop", 0 },
  { "second-choice-ignored",
    "data: "
    "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"x\"}},{\"index\":0,\"delta\":{\"content\":"
    "\"a\"}}]}\n\n"
    "data: "
    "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"y\"},\"finish_reason\":\"length\"}]}"
    "\n\n" END,
    "a", "", "stop", 0 },
  { "finish-raw",
    TEXT ("a") "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"end_turn\"}]}\n\n", "a", "",
    "end_turn", 0 },
  { "finish-empty-is-none",
    "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"\"}]}\n\n" DONE, "a",
    "", NULL, ALCOVE_ERROR_TRUNCATED },
  { "finish-missing", TEXT ("a") DONE, "a", "", NULL, ALCOVE_ERROR_TRUNCATED },
  { "finish-error",
    TEXT ("a") "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}\n\n" DONE, "a", "",
    "error", ALCOVE_ERROR_SERVER },
  { "nothing", "", "", "", NULL, ALCOVE_ERROR_TRUNCATED },
  { "comments-alone", ": wait\n\n", "", "", NULL, ALCOVE_ERROR_TRUNCATED },
  { "cut-in-json", TEXT ("a") "data: {\"choices\":[{\"de", "a", "", NULL, ALCOVE_ERROR_TRUNCATED },
  { "malformed", TEXT ("a") "data: {\"choices\":[{\"de\n\n" TEXT ("b"), "ab", "", NULL,
    ALCOVE_ERROR_PROTOCOL },
  { "unicode", TEXT ("\\ud83d\\udc4b \\u4f60") TEXT ("👋") END, "👋 你👋", "", "stop", 0 },

  { "error-chunk", TEXT ("a") "data: {\"error\":{\"message\":\"busy now\",\"code\":503}}\n\n", "a",
    "", NULL, ALCOVE_ERROR_OVERLOADED, "busy now" },
  { "error-in-chunk",
    TEXT ("a") STOP "data: {\"error\":{\"code\":400,\"message\":\"Token limit "
                    "reached\"},\"choices\":[{\"delta\":{}}]}\n\n" DONE,
    "a", "", "stop", ALCOVE_ERROR_BAD_REQUEST, "Token limit reached" },
  { "error-event",
    TEXT ("a") "event: error\ndata: {\"error\":{\"message\":\"broke\",\"status_code\":500}}\n\n",
    "a", "", NULL, ALCOVE_ERROR_SERVER, "broke" },
  { "error-event-text", TEXT ("a") "event: error\ndata: upstream died\n\n", "a", "", NULL,
    ALCOVE_ERROR_SERVER, "upstream died" },
  { "error-line", TEXT ("a") "error: {\"message\":\"out of memory\",\"code\":500}\n\n", "a", "",
    NULL, ALCOVE_ERROR_SERVER, "out of memory" },
  { "error-line-wrapped", TEXT ("a") "error: {\"error\":{\"message\":\"gone\"}}\n", "a", "", NULL,
    ALCOVE_ERROR_SERVER, "gone" },
  { "error-raw-json", TEXT ("a") "{\"error\":{\"message\":\"gone\"}}\n", "a", "", NULL,
    ALCOVE_ERROR_SERVER, "gone" },
  { "error-string", "data: {\"error\":\"no credit\"}\n\n", "", "", NULL, ALCOVE_ERROR_SERVER,
    "no credit" },
  { "error-bare", "data: {\"object\":\"error\",\"message\":\"bad\",\"code\":429}\n\n", "", "", NULL,
    ALCOVE_ERROR_RATE_LIMITED, "bad" },
  { "error-null-is-none",
    "data: {\"error\":null,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n" END, "a", "", "stop",
    0 },
  { "error-array",
    "[{\"error\":{\"code\":429,\"message\":\"slow down\",\"status\":\"RESOURCE_EXHAUSTED\"}}]", "",
    "", NULL, ALCOVE_ERROR_RATE_LIMITED, "slow down" },

  { "document",
    "{\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}",
    "a", "", "stop", 0 },
  { "document-padded",
    "\n\n \n{\n  \"choices\": "
    "[\n{\"message\":{\"content\":\"a\"},\"finish_reason\":\"length\"}]\n}\n",
    "a", "", "length", 0 },
  { "document-bom",
    "\xef\xbb\xbf{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}", "a",
    "", "stop", 0 },
  { "document-think",
    "{\"choices\":[{\"message\":{\"content\":\"<think>hm</think>a\"},\"finish_reason\":\"stop\"}]}",
    "a", "hm", "stop", 0 },
  { "document-error", "{\"error\":{\"message\":\"nope\"}}", "", "", NULL, ALCOVE_ERROR_SERVER,
    "nope" },
  { "document-cut", "{\"choices\":[{\"message\":", "", "", NULL, ALCOVE_ERROR_PROTOCOL },
  { "lines-of-chunks",
    "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n"
    "{\"choices\":[{\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}]}\n",
    "ab", "", "stop", 0 },
  { "html", "<!DOCTYPE html><html><head><title>Sign in</title></head></html>", "", "", NULL,
    ALCOVE_ERROR_NOT_AN_API, "Sign in" },
  { "plain-text", "OK\n", "", "", NULL, ALCOVE_ERROR_NOT_AN_API },
  { "other-json", "{\"status\":\"ok\"}", "", "", NULL, ALCOVE_ERROR_NOT_AN_API },
  { "ollama-lines",
    "{\"model\":\"m\",\"message\":{\"content\":\"a\"},\"done\":false}\n{\"model\":\"m\",\"done\":"
    "true}\n",
    "", "", NULL, ALCOVE_ERROR_NOT_AN_API, "Ollama" },
  { "anthropic", "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{}}\n\n", "",
    "", NULL, ALCOVE_ERROR_NOT_AN_API, "Anthropic" },
  { "responses",
    "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{}}\n\n", "", "",
    NULL, ALCOVE_ERROR_NOT_AN_API, "Responses" },
  { "completions",
    "data: {\"object\":\"text_completion\",\"choices\":[{\"text\":\"a\",\"index\":0}]}\n\n", "", "",
    NULL, ALCOVE_ERROR_NOT_AN_API, "completions" },
  { "gemini", "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\n\n", "", "",
    NULL, ALCOVE_ERROR_NOT_AN_API, "Gemini" },

  { "calls-in-pieces",
    CALLS ("{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\","
           "\"arguments\":\"\"}}")
        CALLS ("{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\"\"}}")
            CALLS ("{\"index\":0,\"function\":{\"arguments\":\":1}\"}}") END,
    "", "", "stop", 0, NULL, "c1:f:{\"a\":1};" },
  { "calls-two",
    CALLS ("{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}},"
           "{\"index\":3,\"id\":\"c2\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}")
        CALLS ("{\"index\":0,\"function\":{\"arguments\":\"}\"}}") END,
    "", "", "stop", 0, NULL, "c1:f:{};c2:g:{};" },
  { "calls-without-index",
    CALLS ("{\"id\":\"\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
           "{\"id\":\"\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"b\\\":2}\"}}") END,
    "", "", "stop", 0, NULL, ":f:{};:f:{\"b\":2};" },
  { "calls-without-index-in-pieces",
    CALLS ("{\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}")
        CALLS ("{\"function\":{\"arguments\":\"}\"}}")
            CALLS ("{\"id\":\"c2\",\"function\":{\"name\":\"g\"}}") END,
    "", "", "stop", 0, NULL, "c1:f:{};c2:g:;" },
  { "calls-index-reused",
    CALLS ("{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}") CALLS (
        "{\"index\":0,\"id\":\"c2\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}") END,
    "", "", "stop", 0, NULL, "c1:f:{};c2:g:{};" },
  { "calls-index-reused-without-ids",
    CALLS ("{\"index\":0,\"id\":\"\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}")
        CALLS ("{\"index\":0,\"id\":\"\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}") END,
    "", "", "stop", 0, NULL, ":f:{};:g:{};" },
  { "calls-name-repeated",
    CALLS (
        "{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\"}}")
        CALLS ("{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"1}\"}}")
            END,
    "", "", "stop", 0, NULL, "c1:f:{\"a\":1};" },
  { "calls-name-late",
    CALLS ("{\"index\":0,\"id\":\"c1\"}")
        CALLS ("{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}") END,
    "", "", "stop", 0, NULL, "c1:f:{};" },
  { "calls-arguments-object",
    CALLS ("{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":{\"a\":1}}}") END,
    "", "", "stop", 0, NULL, "c:f:{\"a\":1};" },
  { "calls-in-message",
    "{\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[{\"id\":\"c\",\"function\":"
    "{\"name\":\"f\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}",
    "", "", "tool_calls", 0, NULL, "c:f:{};" },
  { "calls-null", CHUNK ("{\"content\":\"a\",\"tool_calls\":null}") END, "a", "", "stop", 0, NULL,
    "" },
  { "function-call",
    CHUNK ("{\"function_call\":{\"name\":\"f\",\"arguments\":\"{\"}}")
        CHUNK ("{\"function_call\":{\"arguments\":\"}\"}}") END,
    "", "", "stop", 0, NULL, ":f:{};" },
};

static char *
write_calls (AlcoveAnswer *answer)
{
  g_autoptr (GString) text = g_string_new (NULL);

  alcove_tool_calls_update_parts (answer->tool_calls);
  for (guint i = 0; i < answer->parts->len; i++)
    {
      const AlcovePart *part = answer->parts->pdata[i];
      g_autoptr (JsonNode) extra = part->extra ? json_from_string (part->extra, NULL) : NULL;
      const char *id = extra ? alcove_json_string (json_node_get_object (extra), "id") : NULL;

      if (part->kind == ALCOVE_PART_TOOL_CALL)
        g_string_append_printf (text, "%s:%s:%s;", id ? id : "", part->name, part->text);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static AlcoveWireReader *
read_stream (const char *stream, gsize piece, GError **error)
{
  AlcoveWireReader *reader = alcove_wire_reader_new (NULL, NULL, NULL);
  gsize length = strlen (stream);

  for (gsize at = 0; at < length; at += piece)
    if (!alcove_wire_reader_push (reader, (const guint8 *) stream + at, MIN (piece, length - at),
                                  error))
      return reader;
  alcove_wire_reader_finish (reader, NULL, error);
  return reader;
}

static void
test_case (gconstpointer data)
{
  const Case *item = data;
  const gsize pieces[] = { 1, 2, 7, 1 << 20 };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AlcoveWireReader) reader = read_stream (item->stream, pieces[i], &error);
      AlcoveAnswer *answer = alcove_wire_reader_get_answer (reader);
      g_autofree char *calls = write_calls (answer);

      if (item->code == 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, ALCOVE_ERROR, item->code);
      if (item->reason != NULL)
        g_assert_nonnull (strstr (error->message, item->reason));
      g_assert_cmpstr (answer->content->str, ==, item->content);
      g_assert_cmpstr (answer->reasoning->str, ==, item->reasoning);
      g_assert_cmpstr (answer->finish_reason, ==, item->finish_reason);
      if (item->calls != NULL)
        g_assert_cmpstr (calls, ==, item->calls);
    }
}

typedef struct
{
  const char *name;
  const char *chunk;
  AlcoveUsage usage;
} UsageCase;

static const UsageCase usages[] = {
  { "none", "{\"choices\":[],\"usage\":null}", { -1, -1, -1, -1, -1, -1 } },
  { "last-chunk",
    "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}",
    { 3, 4, 7, -1, -1, -1 } },
  { "details",
    "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":9,\"total_tokens\":12,"
    "\"prompt_tokens_details\":{\"cached_tokens\":2},\"completion_tokens_details\":{\"reasoning_"
    "tokens\":5}}}",
    { 3, 9, 12, 5, 2, -1 } },
  { "groq",
    "{\"choices\":[],\"x_groq\":{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_"
    "tokens\":7}}}",
    { 3, 4, 7, -1, -1, -1 } },
  { "in-choice",
    "{\"choices\":[{\"delta\":{},\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_"
    "tokens\":7}}]}",
    { 3, 4, 7, -1, -1, -1 } },
  { "deepseek-cache",
    "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"prompt_cache_hit_"
    "tokens\":2}}",
    { 3, 4, -1, -1, 2, -1 } },
  { "other-names",
    "{\"choices\":[],\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}",
    { 3, 4, -1, -1, -1, -1 } },
  { "clamped",
    "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":10,"
    "\"completion_tokens_details\":{\"reasoning_tokens\":11}}}",
    { 1, 10, -1, 10, -1, -1 } },
  { "cost",
    "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"cost\":0.25}}",
    { 1, -1, -1, -1, -1, 0.25 } },
  { "cost-object",
    "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"cost\":{\"total_cost\":0.5}}}",
    { 1, -1, -1, -1, -1, 0.5 } },
  { "nonsense",
    "{\"choices\":[],\"usage\":{\"prompt_tokens\":\"many\",\"completion_tokens\":-4,\"total_"
    "tokens\":1e300}}",
    { -1, -1, -1, -1, -1, -1 } },
};

static void
test_usage (gconstpointer data)
{
  const UsageCase *item = data;
  g_autofree char *stream = g_strconcat ("data: ", item->chunk, "\n\n", END, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveWireReader) reader = read_stream (stream, 5, &error);
  const AlcoveUsage *usage = &alcove_wire_reader_get_answer (reader)->usage;

  g_assert_no_error (error);
  g_assert_cmpint (usage->prompt_tokens, ==, item->usage.prompt_tokens);
  g_assert_cmpint (usage->completion_tokens, ==, item->usage.completion_tokens);
  g_assert_cmpint (usage->total_tokens, ==, item->usage.total_tokens);
  g_assert_cmpint (usage->reasoning_tokens, ==, item->usage.reasoning_tokens);
  g_assert_cmpint (usage->cached_tokens, ==, item->usage.cached_tokens);
  g_assert_cmpfloat_with_epsilon (usage->cost, item->usage.cost, 1e-12);
}

/* Usage that comes in every chunk, or twice: the last counts. */
static void
test_usage_twice (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveWireReader) reader = read_stream (
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\n\n"
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":9}}\n\n" END,
      100, &error);

  g_assert_cmpint (alcove_wire_reader_get_answer (reader)->usage.completion_tokens, ==, 9);
}

static void
test_citations (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveWireReader) reader = read_stream (
      "data: "
      "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"citations\":[\"https://a.example/"
      "\",\"https://b.example/\"],"
      "\"search_results\":[{\"title\":\"A\",\"url\":\"https://a.example/\"}]}\n\n"
      "data: "
      "{\"choices\":[{\"delta\":{\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":"
      "{\"url\":\"https://c.example/\",\"title\":\"C\"}}]}}],\"citations\":[\"https://a.example/"
      "\"]}\n\n" END,
      3, &error);
  GPtrArray *parts = alcove_wire_reader_get_answer (reader)->parts;
  const AlcovePart *part;

  g_assert_no_error (error);
  g_assert_cmpuint (parts->len, ==, 3);
  part = parts->pdata[0];
  g_assert_cmpint (part->kind, ==, ALCOVE_PART_CITATION);
  g_assert_cmpstr (part->text, ==, "A");
  g_assert_cmpstr (part->extra, ==, "{\"url\":\"https://a.example/\"}");
  part = parts->pdata[1];
  g_assert_cmpstr (part->text, ==, "https://b.example/");
  part = parts->pdata[2];
  g_assert_cmpstr (part->text, ==, "C");
}

static void
test_images (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveWireReader) reader
      = read_stream (CHUNK ("{\"images\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:"
                            "image/png;base64,aGk=\"}},"
                            "{\"image_url\":{\"url\":\"https://x.example/"
                            "i.png\"}},{\"image_url\":{\"url\":\"data:,x\"}},{}]}") END,
                     11, &error);
  GPtrArray *parts = alcove_wire_reader_get_answer (reader)->parts;
  const AlcovePart *part;

  g_assert_cmpuint (parts->len, ==, 2);
  part = parts->pdata[0];
  g_assert_cmpint (part->kind, ==, ALCOVE_PART_IMAGE);
  g_assert_cmpstr (part->mime, ==, "image/png");
  g_assert_cmpmem (g_bytes_get_data (part->data, NULL), g_bytes_get_size (part->data), "hi", 2);
  g_assert_cmpint (((AlcovePart *) parts->pdata[1])->kind, ==, ALCOVE_PART_CITATION);
}

static void
test_refusal (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveWireReader) reader
      = read_stream (CHUNK ("{\"refusal\":\"No\"}") CHUNK ("{\"refusal\":\".\"}") END, 9, &error);

  g_assert_cmpstr (alcove_wire_reader_get_answer (reader)->refusal->str, ==, "No.");
}

/* Gemini's signature must go back with the call. */
static void
test_thought_signature (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveWireReader) reader = read_stream (
      CALLS ("{\"id\":\"c\",\"extra_content\":{\"google\":{\"thought_signature\":\"zz\"}},"
             "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}") END,
      9, &error);
  AlcoveAnswer *answer = alcove_wire_reader_get_answer (reader);

  alcove_tool_calls_update_parts (answer->tool_calls);
  g_assert_cmpstr (((AlcovePart *) answer->parts->pdata[0])->extra, ==,
                   "{\"id\":\"c\",\"extra_content\":{\"google\":{\"thought_signature\":\"zz\"}}}");
}

static void
test_error_is_a_cut_after_finish (void)
{
  g_autoptr (GError) cut = g_error_new_literal (ALCOVE_ERROR, ALCOVE_ERROR_NETWORK, "gone");
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveWireReader) whole = alcove_wire_reader_new (NULL, NULL, NULL);
  g_autoptr (AlcoveWireReader) half = alcove_wire_reader_new (NULL, NULL, NULL);

  alcove_wire_reader_push (whole, (const guint8 *) TEXT ("a") STOP, strlen (TEXT ("a") STOP), NULL);
  g_assert_true (alcove_wire_reader_finish (whole, cut, &error));
  g_assert_no_error (error);
  alcove_wire_reader_push (half, (const guint8 *) TEXT ("a"), strlen (TEXT ("a")), NULL);
  g_assert_false (alcove_wire_reader_finish (half, cut, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NETWORK);
}

static void
test_nesting (void)
{
  g_autofree char *open = g_strnfill (200000, '[');
  g_autofree char *stream = g_strconcat (TEXT ("a") "data: {\"choices\":", open, "\n\n", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveWireReader) reader = read_stream (stream, 4096, &error);

  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_PROTOCOL);
  g_assert_cmpstr (alcove_wire_reader_get_answer (reader)->content->str, ==, "a");
}

static void
test_too_large (void)
{
  g_autoptr (AlcoveWireReader) reader = alcove_wire_reader_new (NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *block = g_strnfill (1 << 20, ' ');
  guint n = 0;

  memcpy (block, ":\n", 2);
  block[(1 << 20) - 1] = '\n';
  while (alcove_wire_reader_push (reader, (const guint8 *) block, 1 << 20, &error))
    g_assert_cmpuint (n++, <, 65);
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_TOO_LARGE);
  g_assert_cmpuint (n, ==, 64);
}

static void
split_cb (AlcovePartKind kind, const char *text, gsize length, gpointer data)
{
  GString **places = data;

  g_assert_cmpuint (length, >, 0);
  g_string_append_len (places[kind == ALCOVE_PART_REASONING], text, (gssize) length);
}

/* Any two cuts of a thought give the same. */
static void
test_think_at_every_cut (void)
{
  static const char text[] = " <think>\n a </b> <\n/think </thinks </think>\n\n b <think> c ";
  gsize length = strlen (text);

  for (gsize one = 0; one <= length; one++)
    for (gsize two = one; two <= length; two++)
      {
        AlcoveThinkSplitter splitter = { 0 };
        GString *places[2] = { g_string_new (NULL), g_string_new (NULL) };

        alcove_think_splitter_push (&splitter, text, one, split_cb, places);
        alcove_think_splitter_push (&splitter, text + one, two - one, split_cb, places);
        alcove_think_splitter_push (&splitter, text + two, length - two, split_cb, places);
        alcove_think_splitter_finish (&splitter, split_cb, places);
        alcove_think_splitter_clear (&splitter);
        g_assert_cmpstr (places[1]->str, ==, "a </b> <\n/think </thinks");
        g_assert_cmpstr (places[0]->str, ==, "b <think> c ");
        g_string_free (places[0], TRUE);
        g_string_free (places[1], TRUE);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/llm/wire/stream/", cases[i].name, NULL);

      g_test_add_data_func (name, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (usages); i++)
    {
      g_autofree char *name = g_strconcat ("/llm/wire/usage/", usages[i].name, NULL);

      g_test_add_data_func (name, &usages[i], test_usage);
    }
  g_test_add_func ("/llm/wire/usage/twice", test_usage_twice);
  g_test_add_func ("/llm/wire/citations", test_citations);
  g_test_add_func ("/llm/wire/images", test_images);
  g_test_add_func ("/llm/wire/refusal", test_refusal);
  g_test_add_func ("/llm/wire/thought-signature", test_thought_signature);
  g_test_add_func ("/llm/wire/cut-after-finish", test_error_is_a_cut_after_finish);
  g_test_add_func ("/llm/wire/nesting", test_nesting);
  g_test_add_func ("/llm/wire/too-large", test_too_large);
  g_test_add_func ("/llm/wire/think-at-every-cut", test_think_at_every_cut);
  return g_test_run ();
}
