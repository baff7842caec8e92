/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the tests of this room share: the recordings beside the source, the comparing of an answer
 * with what its recording says, waiting for futures. */

#include "llm-testing.h"

#include <string.h>

#include "alcove-error.h"
#include "alcove-json.h"

char *
llm_testing_shared_path (const char *below)
{
  const char *shared = g_getenv ("ALCOVE_SHARED");

  return g_build_filename (shared ? shared : "../shared", below, NULL);
}

static void
absent_cb (gconstpointer data)
{
  g_autofree char *text = g_strdup_printf ("%s is absent: set ALCOVE_SHARED to the folder that has "
                                           "it",
                                           (const char *) data);

  g_test_skip (text);
}

/* One test for each NAME.json in a shared folder that is about another file; @func gets its path. */
void
llm_testing_add_folder (const char *folder, const char *prefix, GTestDataFunc func)
{
  g_autofree char *path = llm_testing_shared_path (folder);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    {
      g_autofree char *test = g_strconcat (prefix, "/absent", NULL);

      g_test_add_data_func_full (test, g_strdup (folder), absent_cb, g_free);
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json") && !g_str_has_suffix (name, ".body.json"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *stem = g_strndup (names->pdata[i], strlen (names->pdata[i]) - 5);
      g_autofree char *test = g_strconcat (prefix, "/", stem, NULL);

      g_test_add_data_func_full (test, g_build_filename (path, stem, NULL), func, g_free);
    }
}

JsonNode *
llm_testing_load_json (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

GBytes *
llm_testing_load_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  gsize length = 0;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

/* Takes @future. */
gboolean
llm_testing_await (DexFuture *future, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  gboolean fine;

  while (dex_future_is_pending (future))
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    }
  fine = dex_future_get_value (future, error) != NULL;
  dex_unref (future);
  return fine;
}

static gboolean
spin_over_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
llm_testing_spin (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, spin_over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* The recordings leave <think>…</think> in the content; it belongs into the reasoning. */
static void
expected_texts (JsonObject *expect, char **content, char **reasoning)
{
  const char *all = json_object_get_string_member (expect, "content");
  const char *thought = alcove_json_string (expect, "reasoning");
  const char *start = all;
  const char *end;

  while (g_ascii_isspace (*start))
    start++;
  end = g_str_has_prefix (start, "<think>") ? strstr (start, "</think>") : NULL;
  if (end == NULL)
    {
      *content = g_strdup (all);
      *reasoning = g_strdup (thought ? thought : "");
      return;
    }
  *reasoning = g_strstrip (g_strndup (start + 7, (gsize) (end - start - 7)));
  *content = g_strchug (g_strdup (end + 8));
}

static void
expect_tool_calls (JsonObject *expect, GPtrArray *parts)
{
  JsonArray *calls = alcove_json_array (expect, "tool_calls");
  guint n = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (parts, i);
      g_autoptr (JsonNode) extra = part->extra ? json_from_string (part->extra, NULL) : NULL;
      JsonObject *object = extra ? json_node_get_object (extra) : NULL;
      JsonObject *call;

      if (part->kind != ALCOVE_PART_TOOL_CALL)
        continue;
      n++;
      if (calls == NULL)
        continue;
      call = alcove_json_element (calls, n - 1);
      g_assert_nonnull (call);
      g_assert_cmpstr (part->name, ==, json_object_get_string_member (call, "name"));
      g_assert_cmpstr (part->text, ==, json_object_get_string_member (call, "arguments"));
      g_assert_cmpstr (alcove_json_string (object, "id"), ==, alcove_json_string (call, "id"));
    }
  if (calls != NULL)
    g_assert_cmpuint (n, ==, json_array_get_length (calls));
  else
    g_assert_cmpint (n, ==, alcove_json_int (expect, "tool_calls", 0));
}

static void
expect_usage (JsonObject *expect, const AlcoveUsage *usage)
{
  JsonObject *wanted = alcove_json_object (expect, "usage");

  g_assert_cmpint (usage->prompt_tokens, ==, alcove_json_int (wanted, "prompt_tokens", -1));
  g_assert_cmpint (usage->completion_tokens, ==, alcove_json_int (wanted, "completion_tokens", -1));
  g_assert_cmpint (usage->total_tokens, ==, alcove_json_int (wanted, "total_tokens", -1));
}

/* A server may leave a word empty, which says nothing. */
static const char *
expected_word (JsonObject *expect, const char *member)
{
  const char *word = alcove_json_string (expect, member);

  return word && *word ? word : NULL;
}

/* An error in the recording must be told in the server's words; none, and no finish reason, is an
 * stream that was cut; a whole document cannot be cut. */
static void
expect_error (JsonObject *expect, const GError *error)
{
  JsonNode *node = json_object_get_member (expect, "error");
  JsonObject *wanted = alcove_json_object (expect, "error");
  const char *text = alcove_json_string (expect, "error");

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    {
      if (text == NULL)
        text = alcove_json_string (wanted, "message");
      g_assert_nonnull (error);
      g_assert_true (error->domain == ALCOVE_ERROR);
      g_assert_cmpint (error->code, !=, ALCOVE_ERROR_TRUNCATED);
      g_assert_nonnull (strstr (error->message, text));
    }
  else if (expected_word (expect, "finish_reason") == NULL
           && json_object_has_member (expect, "done"))
    g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_TRUNCATED);
  else
    g_assert_no_error (error);
}

void
llm_testing_expect (JsonObject *expect, const AlcoveAnswer *answer, const GError *error)
{
  g_autofree char *content = NULL;
  g_autofree char *reasoning = NULL;
  const char *refusal = alcove_json_string (expect, "refusal");

  expected_texts (expect, &content, &reasoning);
  g_assert_cmpstr (answer->content->str, ==, content);
  g_assert_cmpstr (answer->reasoning->str, ==, reasoning);
  g_assert_cmpstr (answer->refusal->str, ==, refusal ? refusal : "");
  g_assert_cmpstr (answer->finish_reason, ==, expected_word (expect, "finish_reason"));
  g_assert_cmpstr (answer->model, ==, expected_word (expect, "model"));
  if (json_object_has_member (expect, "done"))
    g_assert_cmpint (answer->done, ==, alcove_json_true (expect, "done"));
  expect_usage (expect, &answer->usage);
  alcove_tool_calls_update_parts (answer->tool_calls);
  expect_tool_calls (expect, answer->parts);
  expect_error (expect, error);
}

void
llm_testing_expect_reply (JsonObject *expect, AlcoveReply *reply)
{
  g_autofree char *content = NULL;
  g_autofree char *reasoning = NULL;
  const char *refusal = alcove_json_string (expect, "refusal");

  expected_texts (expect, &content, &reasoning);
  g_assert_cmpstr (alcove_reply_get_content (reply), ==, content);
  g_assert_cmpstr (alcove_reply_get_reasoning (reply), ==, reasoning);
  g_assert_cmpstr (alcove_reply_get_refusal (reply), ==, refusal ? refusal : "");
  g_assert_cmpstr (alcove_reply_get_finish_reason (reply), ==,
                   expected_word (expect, "finish_reason"));
  expect_usage (expect, alcove_reply_get_usage (reply));
  expect_tool_calls (expect, alcove_reply_get_parts (reply));
  expect_error (expect, alcove_reply_get_error (reply));
}
