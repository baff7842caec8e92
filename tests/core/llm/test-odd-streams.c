/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Streams that no format allows and that servers send all the same: characters cut in two, events without blank
 * lines, numbers that are none, sources in every provider's own form. Each is read whole and in pieces. */

#include <string.h>

#include "alcove-error.h"
#include "alcove-json.h"
#include "alcove-wire-reader.h"

#define CHUNK(delta) "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":" delta "}]}\n\n"
#define TEXT(text) CHUNK ("{\"content\":\"" text "\"}")
#define STOP "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define END STOP "data: [DONE]\n\n"
#define SOURCE(member, value)                                                                      \
  TEXT ("a") "data: {\"choices\":[{\"delta\":{" member ":" value "}}]}\n\n" END

typedef struct
{
  const char *name;
  const char *stream;
  const char *content;
  const char *reasoning;
  int code;            /* 0 for a complete answer */
  const char *sources; /* "title=url;" */
  const char *calls;   /* the arguments */
} Case;

static const Case cases[] = {
  /* an emoji in two events, in one, alone, and at the end */
  { "halves", TEXT ("x\\ud83d") TEXT ("\\udc4by") END, "x👋y", "", 0 },
  { "halves-and-nothing-between", TEXT ("\\ud83d") TEXT ("") TEXT ("\\udc4b") END, "👋", "", 0 },
  { "halves-whole", TEXT ("\\ud83d\\udc4b\\ud83d") TEXT ("\\udc4b") END, "👋👋", "", 0 },
  { "half-first", TEXT ("\\ud83d") TEXT ("y") END, "\xef\xbf\xbdy", "", 0 },
  { "half-second", TEXT ("\\udc4by") END, "\xef\xbf\xbdy", "", 0 },
  { "half-last", TEXT ("y\\ud83d") END, "y\xef\xbf\xbd", "", 0 },
  { "half-of-reasoning", CHUNK ("{\"reasoning\":\"r\\ud83d\"}") TEXT ("\\udc4by") END,
    "\xef\xbf\xbdy", "r\xef\xbf\xbd", 0 },
  { "halves-of-arguments",
    CHUNK ("{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":"
           "\"\\ud83d\"}}]}")
        CHUNK ("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\udc4b\"}}]}") END,
    "", "", 0, "", "👋" },
  { "nul", TEXT ("a\\u0000b") END,
    "a\xef\xbf\xbd"
    "b",
    "", 0 },
  { "no-nul", TEXT ("a\\\\u0000b") END, "a\\u0000b", "", 0 },
  { "tab-as-it-is", TEXT ("a\tb") END, "a\tb", "", 0 },
  { "nan",
    "data: {\"choices\":[{\"delta\":{\"content\":\"NaN\"},\"logprobs\":[NaN,-Infinity,"
    "Infinity]}]}\n\n" END,
    "NaN", "", 0 },

  { "no-blank-lines",
    "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n"
    "data: {\"choices\":[{\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}]}\n"
    "data: [DONE]\n",
    "ab", "", 0 },
  { "on-several-lines",
    "data: {\ndata: \"choices\":[{\"delta\":{\"content\":\"a\"},\ndata: \"finish_reason\":\"stop\"}"
    "]\ndata: }\n\n",
    "a", "", 0 },
  { "no-space-after-colon",
    "data:{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n"
    "data:[DONE]\n\n",
    "a", "", 0 },
  { "cr-alone",
    "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\r\r", "a", "",
    0 },
  { "bom-and-comment", "\xef\xbb\xbf: hi\n\n" TEXT ("a") END, "a", "", 0 },
  { "id-and-retry-and-event", "id: 7\nretry: 10\nevent: message\n" TEXT ("a") END, "a", "", 0 },
  { "other-event-name", "event: chat.completion.chunk\n" TEXT ("a") END, "a", "", 0 },

  { "content-object", CHUNK ("{\"content\":{\"type\":\"text\",\"text\":\"a\"}}") END, "a", "", 0 },
  { "reasoning-text", CHUNK ("{\"reasoning_text\":\"hm\"}") TEXT ("a") END, "a", "hm", 0 },
  { "reasoning-object", CHUNK ("{\"reasoning\":{\"content\":\"hm\"}}") TEXT ("a") END, "a", "hm",
    0 },
  { "thinking", CHUNK ("{\"thinking\":\"hm\"}") TEXT ("a") END, "a", "hm", 0 },
  { "call-object",
    CHUNK ("{\"tool_calls\":{\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}}")
        END,
    "", "", 0, "", "{}" },
  { "three-choices",
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}},{\"index\":1,\"delta\":{"
    "\"content\":\"b\"}},{\"index\":2,\"delta\":{\"content\":\"c\"}}]}\n\n" END,
    "a", "", 0 },

  { "minimax-error",
    "data: {\"base_resp\":{\"status_code\":1004,\"status_msg\":\"not authorized\"}}\n\n", "", "",
    ALCOVE_ERROR_SERVER },
  { "minimax-fine",
    "data: "
    "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"base_resp\":{\"status_code\":0}}\n\n" END,
    "a", "", 0 },
  { "error-errors", "data: {\"errors\":[{\"message\":\"no\"}]}\n\n", "", "", ALCOVE_ERROR_SERVER },
  { "error-msg", "data: {\"code\":500,\"msg\":\"no\"}\n\n", "", "", ALCOVE_ERROR_SERVER },
  { "error-success", "data: {\"success\":false,\"message\":\"no\"}\n\n", "", "",
    ALCOVE_ERROR_SERVER },
  { "error-baidu", "data: {\"error_code\":336,\"error_msg\":\"no\"}\n\n", "", "",
    ALCOVE_ERROR_SERVER },
  { "error-rate-word",
    TEXT ("a") "data: {\"error\":{\"type\":\"rate_limit_exceeded\",\"message\":\"no\"}}\n\n", "a",
    "", ALCOVE_ERROR_RATE_LIMITED },
  { "error-capacity", TEXT ("a") "data: {\"error\":\"The model is at capacity\"}\n\n", "a", "",
    ALCOVE_ERROR_OVERLOADED },

  { "annotations",
    SOURCE ("\"annotations\"", "[{\"type\":\"url_citation\",\"url_citation\":{\"url\":"
                               "\"https://a.example/\",\"title\":\"A\"}}]"),
    "a", "", 0, "A=https://a.example/;" },
  { "annotations-flat",
    SOURCE ("\"annotations\"", "[{\"type\":\"url_citation\",\"url\":\"https://a.example/\"}]"), "a",
    "", 0, "https://a.example/=https://a.example/;" },
  { "mistral-reference",
    CHUNK ("{\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"tool_reference\",\"tool\":"
           "\"web_search\",\"title\":\"A\",\"url\":\"https://a.example/\"}]}") END,
    "a", "", 0, "A=https://a.example/;" },
  { "groq-search",
    SOURCE ("\"executed_tools\"",
            "[{\"type\":\"search\",\"search_results\":{\"results\":[{"
            "\"title\":\"A\",\"url\":\"https://a.example/\",\"score\":1}]}}]"),
    "a", "", 0, "A=https://a.example/;" },
  { "gemini-grounding",
    TEXT ("a") "data: {\"choices\":[{\"delta\":{},\"grounding_metadata\":{\"groundingChunks\":[{"
               "\"web\":{\"uri\":\"https://a.example/\",\"title\":\"A\"}}]}}]}\n\n" END,
    "a", "", 0, "A=https://a.example/;" },
  { "vertex-grounding",
    TEXT ("a") "data: {\"choices\":[],\"vertex_ai_grounding_metadata\":[{\"groundingChunks\":[{"
               "\"web\":{\"uri\":\"https://a.example/\",\"title\":\"A\"}}]}]}\n\n" END,
    "a", "", 0, "A=https://a.example/;" },
  { "xai-at-the-end",
    TEXT ("a") STOP "data: {\"choices\":[],\"citations\":[\"https://a.example/\"]}\n\n"
                    "data: [DONE]\n\n",
    "a", "", 0, "https://a.example/=https://a.example/;" },
  { "venice-first-chunk",
    "data: {\"venice_parameters\":{\"web_search_citations\":[{\"title\":\"A\",\"url\":"
    "\"https://a.example/\",\"content\":\"…\"}]}}\n\n" TEXT ("a") END,
    "a", "", 0, "A=https://a.example/;" },
  { "perplexity-twice",
    "data: {\"citations\":[\"https://a.example/\"],\"search_results\":[{\"title\":\"A\",\"url\":"
    "\"https://a.example/\"}],\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n"
    "data: {\"citations\":[\"https://a.example/\"],\"choices\":[{\"delta\":{}}]}\n\n" END,
    "a", "", 0, "A=https://a.example/;" },
};

static char *
write_parts (AlcoveAnswer *answer, AlcovePartKind kind)
{
  g_autoptr (GString) text = g_string_new (NULL);

  alcove_tool_calls_update_parts (answer->tool_calls);
  for (guint i = 0; i < answer->parts->len; i++)
    {
      const AlcovePart *part = answer->parts->pdata[i];
      g_autoptr (JsonNode) extra = part->extra ? json_from_string (part->extra, NULL) : NULL;

      if (part->kind == kind && kind == ALCOVE_PART_CITATION)
        g_string_append_printf (text, "%s=%s;", part->text,
                                alcove_json_string (json_node_get_object (extra), "url"));
      else if (part->kind == kind)
        g_string_append (text, part->text);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
told_cb (AlcovePartKind kind, const char *text, gsize length, gpointer data)
{
  g_assert_true (g_utf8_validate_len (text, length, NULL));
  if (kind == ALCOVE_PART_TEXT)
    g_string_append_len (data, text, (gssize) length);
}

static void
read_in_pieces (const Case *item, gsize piece)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (AlcoveWireReader) reader = alcove_wire_reader_new (NULL, told_cb, told);
  g_autoptr (GError) error = NULL;
  AlcoveAnswer *answer = alcove_wire_reader_get_answer (reader);
  const gsize length = strlen (item->stream);
  g_autofree char *sources = NULL;
  g_autofree char *calls = NULL;
  gboolean fine = TRUE;

  for (gsize at = 0; fine && at < length; at += piece)
    fine = alcove_wire_reader_push (reader, (const guint8 *) item->stream + at,
                                    MIN (piece, length - at), &error);
  if (fine)
    alcove_wire_reader_finish (reader, NULL, &error);
  if (item->code == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, ALCOVE_ERROR, item->code);
  g_assert_cmpstr (answer->content->str, ==, item->content);
  g_assert_cmpstr (told->str, ==, item->content);
  g_assert_cmpstr (answer->reasoning->str, ==, item->reasoning);
  sources = write_parts (answer, ALCOVE_PART_CITATION);
  calls = write_parts (answer, ALCOVE_PART_TOOL_CALL);
  g_assert_cmpstr (sources, ==, item->sources ? item->sources : "");
  g_assert_cmpstr (calls, ==, item->calls ? item->calls : "");
}

static void
test_case (gconstpointer data)
{
  const gsize pieces[] = { 1, 3, 1 << 20 };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    read_in_pieces (data, pieces[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/llm/odd-streams/", cases[i].name, NULL);

      g_test_add_data_func (name, &cases[i], test_case);
    }
  return g_test_run ();
}
