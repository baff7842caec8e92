/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Chats that hold everything a chat can hold, and what is told of two of them. Main thread. */

#include "transfer-fixture.h"

#include "alcove-id.h"

#define START G_GINT64_CONSTANT (1763600000000)

static const char *const words[] = { "plain",
                                     "Ünïcödé 👩‍👩‍👧",
                                     "\"quotes\" \\ and\ttabs\nlines",
                                     "日本語",
                                     "<b>&amp;</b>",
                                     "",
                                     "שלום" };

static char *
make_id (guint chat, guint n)
{
  return g_strdup_printf ("01900000-0000-7%03x-8000-%012x", chat % 0x1000, n);
}

static GBytes *
make_bytes (gsize length, guint seed)
{
  guint8 *bytes = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) ((i * 31 + seed) ^ (i >> 8));
  return g_bytes_new_take (bytes, length);
}

static AlcovePart *
make_part (guint kind, guint seed)
{
  AlcovePart *part = alcove_part_new ((AlcovePartKind) kind, words[seed % G_N_ELEMENTS (words)]);

  if (kind == ALCOVE_PART_IMAGE || kind == ALCOVE_PART_FILE)
    {
      part->name = g_strdup_printf ("a file %u.bin", seed);
      part->mime = g_strdup ("application/octet-stream");
      /* some of them larger than a piece */
      part->data = make_bytes (seed % 97 == 5 ? 9 * 1024 * 1024 + 1 : seed % 13, seed);
    }
  if (kind == ALCOVE_PART_TOOL_CALL || kind == ALCOVE_PART_TOOL_RESULT)
    {
      part->name = g_strdup ("look_up");
      part->extra = g_strdup_printf ("{\"id\":\"call-%u\"}", seed);
    }
  if (kind == ALCOVE_PART_CITATION)
    part->extra = g_strdup ("{\"url\":\"https://example.org/?a=1&b=2\"}");
  return part;
}

static AlcoveMessageRecord *
make_message (guint chat, guint n)
{
  AlcoveMessageRecord *m = alcove_message_record_new (
      (AlcoveRole) (n % 4 + 1), (AlcoveStatus) (ALCOVE_STATUS_COMPLETE + n % 5));

  m->id = make_id (chat, n);
  m->parent_id = n < 3 ? NULL : make_id (chat, n % 3 == 0 ? n - 1 : n - 2);
  m->chat_id = make_id (chat, 0);
  m->sequence = n * 2;
  m->created_at = START + chat * 1000 + n;
  m->model = n % 2 ? g_strdup ("vendor/model-1") : NULL;
  m->reasoning_effort = n % 3 ? NULL : g_strdup ("high");
  m->finish_reason = n % 4 ? g_strdup ("stop") : NULL;
  m->error_code = m->status == ALCOVE_STATUS_FAILED ? g_strdup ("server") : NULL;
  m->error_message = m->status == ALCOVE_STATUS_FAILED ? g_strdup ("HTTP 500") : NULL;
  m->tokens_in = n % 5 ? (gint64) n * 100 : -1;
  m->tokens_out = n % 6 ? (gint64) n : 0;
  m->tokens_reasoning = n % 7 ? -1 : 3;
  m->tokens_cached = n % 2 ? 7 : -1;
  m->cost = n % 3 ? 0.1 * n + 1e-7 : -1;
  m->ttft_us = n % 4 ? 123456 : -1;
  m->duration_us = n % 4 ? G_GINT64_CONSTANT (9876543210) : -1;
  m->extra = n % 5 ? NULL : g_strdup ("{\"cost_is_estimated\":true}");
  for (guint kind = ALCOVE_PART_TEXT; kind <= ALCOVE_PART_CITATION; kind++)
    if ((n + kind) % 3 != 0)
      g_ptr_array_add (m->parts, make_part (kind, chat * 7 + n + kind));
  return m;
}

static AlcoveArtifact *
make_artifact (guint chat, guint n)
{
  g_autofree char *message = make_id (chat, n);
  AlcoveArtifact *artifact = alcove_artifact_new (message, n % 2 ? "chart" : "table");

  artifact->id = make_id (chat, 1000 + n);
  artifact->chat_id = make_id (chat, 0);
  artifact->chart_type = n % 2 ? g_strdup ("bar") : NULL;
  artifact->title = g_strdup (words[n % G_N_ELEMENTS (words)]);
  artifact->version = n + 1;
  artifact->spec = g_strdup ("{\"a\":[1,2.5,null]}");
  artifact->data_snapshot = n % 2 ? NULL : g_strdup ("{\"rows\":[[\"x\"]]}");
  artifact->created_at = START + n;
  return artifact;
}

AlcoveChatBundle *
make_bundle (guint seed)
{
  AlcoveChatRecord *chat = alcove_chat_record_new ();
  AlcoveChatBundle *bundle = alcove_chat_bundle_new (chat);
  const guint n_messages = seed % 11 == 3 ? 0 : 3 + seed % 9;

  chat->id = make_id (seed, 0);
  chat->title = seed % 5 ? g_strdup (words[seed % G_N_ELEMENTS (words)]) : NULL;
  chat->title_source = (AlcoveTitleSource) (seed % 3 + 1);
  chat->model = seed % 4 ? g_strdup ("vendor/model-1") : NULL;
  chat->system_prompt = seed % 2 ? g_strdup ("Be brief.\nBe kind.") : NULL;
  chat->params = seed % 3 ? NULL : g_strdup ("{\"temperature\":0.5,\"stop\":[\"x\"]}");
  chat->created_at = START + seed * 1000;
  chat->updated_at = START + seed * 1000 + 5000;
  chat->is_pinned = seed % 2;
  chat->archived_at = seed % 5 == 1 ? START + 77 : 0;
  chat->deleted_at = seed % 7 == 2 ? START + 78 : 0;
  chat->draft = seed % 3 ? NULL : g_strdup ("half a thought");
  chat->extra = seed % 4 ? NULL : g_strdup ("{\"link\":\"ticket\"}");
  if (seed % 3 == 1)
    {
      bundle->folder = alcove_folder_record_new ();
      bundle->folder->id = make_id (4000 + seed % 2, 1);
      bundle->folder->name = g_strdup (seed % 2 ? "Work" : "Home & \"garden\"");
      bundle->folder->position = seed % 2;
      bundle->folder->created_at = START;
      chat->folder_id = g_strdup (bundle->folder->id);
    }
  for (guint n = 1; n <= n_messages; n++)
    g_ptr_array_add (bundle->messages, make_message (seed, n));
  if (n_messages > 0)
    chat->active_leaf = make_id (seed, seed % 2 ? n_messages : 1);
  if (n_messages > 2 && seed % 2)
    {
      g_ptr_array_add (bundle->artifacts, make_artifact (seed, 1));
      g_ptr_array_add (bundle->artifacts, make_artifact (seed, 2));
    }
  return bundle;
}

static gpointer
await_value (DexFuture *future, GError **error)
{
  const GValue *value;
  gpointer boxed;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  value = dex_future_get_value (future, error);
  boxed = value ? g_value_dup_boxed (value) : NULL;
  dex_unref (future);
  return boxed;
}

void
fill_store (AlcoveStore *store, guint n_chats)
{
  for (guint i = 0; i < n_chats; i++)
    {
      g_autoptr (AlcoveChatBundle) bundle = make_bundle (i);

      g_autoptr (GError) error = NULL;
      g_autoptr (AlcoveMerge) merge
          = await_value (alcove_store_take_chat (store, bundle, FALSE), &error);

      g_assert_no_error (error);
      g_assert_cmpint (merge->chats, ==, 1);
    }
}

AlcoveExportReport *
export_all (AlcoveStore *store, const char *format, const char *path, GError **error)
{
  g_autoptr (AlcoveExporter) exporter = alcove_exporter_new (alcove_export_format_find (format));
  g_autoptr (GFile) file = g_file_new_for_path (path);

  alcove_exporter_add_all (exporter, store, TRUE);
  return await_value (alcove_exporter_write_file (exporter, file), error);
}

AlcoveExportReport *
export_chat (AlcoveStore *store, const char *id, const char *path, GError **error)
{
  g_autoptr (AlcoveExporter) exporter = alcove_exporter_new (alcove_export_format_find ("json"));
  g_autoptr (GFile) file = g_file_new_for_path (path);

  alcove_exporter_add_chat (exporter, store, id);
  return await_value (alcove_exporter_write_file (exporter, file), error);
}

AlcoveImportReport *
import_file (AlcoveStore *store, const char *path, gboolean is_dry, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (AlcoveImporter) importer = alcove_importer_new (file);

  return await_value (alcove_importer_run (importer, store, is_dry), error);
}

/* By pages, as an export reads. */
AlcoveChatBundle *
read_whole (AlcoveStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;
  AlcoveChatBundle *bundle = await_value (alcove_store_read_chat (store, id, 0, 100000), &error);

  g_assert_no_error (error);
  while (bundle->has_more)
    {
      const AlcoveMessageRecord *last = bundle->messages->pdata[bundle->messages->len - 1];
      g_autoptr (AlcoveChatBundle) page
          = await_value (alcove_store_read_chat (store, id, last->sequence, 100000), &error);

      g_assert_no_error (error);
      g_ptr_array_extend (bundle->messages, page->messages,
                          (GCopyFunc) (void (*) (void)) alcove_message_record_ref, NULL);
      g_ptr_array_extend (bundle->artifacts, page->artifacts,
                          (GCopyFunc) (void (*) (void)) alcove_artifact_ref, NULL);
      bundle->has_more = page->has_more;
    }
  return bundle;
}

static void
assert_same_part (const AlcovePart *a, const AlcovePart *b)
{
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpstr (a->text, ==, b->text);
  g_assert_cmpstr (a->mime, ==, b->mime);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->extra, ==, b->extra);
  g_assert_true ((a->data == NULL) == (b->data == NULL));
  g_assert_true (a->data == NULL || g_bytes_equal (a->data, b->data));
}

static void
assert_same_message (const AlcoveMessageRecord *a, const AlcoveMessageRecord *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->chat_id, ==, b->chat_id);
  g_assert_cmpstr (a->parent_id, ==, b->parent_id);
  g_assert_cmpint (a->sequence, ==, b->sequence);
  g_assert_cmpint (a->role, ==, b->role);
  g_assert_cmpint (a->status, ==, b->status);
  g_assert_cmpstr (a->model, ==, b->model);
  g_assert_cmpstr (a->reasoning_effort, ==, b->reasoning_effort);
  g_assert_cmpint (a->created_at, ==, b->created_at);
  g_assert_cmpstr (a->finish_reason, ==, b->finish_reason);
  g_assert_cmpstr (a->error_code, ==, b->error_code);
  g_assert_cmpstr (a->error_message, ==, b->error_message);
  g_assert_cmpint (a->tokens_in, ==, b->tokens_in);
  g_assert_cmpint (a->tokens_out, ==, b->tokens_out);
  g_assert_cmpint (a->tokens_reasoning, ==, b->tokens_reasoning);
  g_assert_cmpint (a->tokens_cached, ==, b->tokens_cached);
  g_assert_cmpmem (&a->cost, sizeof a->cost, &b->cost, sizeof b->cost);
  g_assert_cmpint (a->ttft_us, ==, b->ttft_us);
  g_assert_cmpint (a->duration_us, ==, b->duration_us);
  g_assert_cmpstr (a->extra, ==, b->extra);
  g_assert_cmpuint (a->parts->len, ==, b->parts->len);
  for (guint i = 0; i < a->parts->len; i++)
    assert_same_part (a->parts->pdata[i], b->parts->pdata[i]);
}

static void
assert_same_chat (const AlcoveChatRecord *a, const AlcoveChatRecord *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->folder_id, ==, b->folder_id);
  g_assert_cmpstr (a->title, ==, b->title);
  g_assert_cmpint (a->title_source, ==, b->title_source);
  g_assert_cmpstr (a->model, ==, b->model);
  g_assert_cmpstr (a->system_prompt, ==, b->system_prompt);
  g_assert_cmpstr (a->params, ==, b->params);
  g_assert_cmpint (a->created_at, ==, b->created_at);
  g_assert_cmpint (a->updated_at, ==, b->updated_at);
  g_assert_cmpstr (a->last_message, ==, b->last_message);
  g_assert_cmpint (a->message_count, ==, b->message_count);
  g_assert_cmpint (a->is_pinned, ==, b->is_pinned);
  g_assert_cmpint (a->archived_at, ==, b->archived_at);
  g_assert_cmpint (a->deleted_at, ==, b->deleted_at);
  g_assert_cmpstr (a->draft, ==, b->draft);
  g_assert_cmpstr (a->active_leaf, ==, b->active_leaf);
  g_assert_cmpstr (a->extra, ==, b->extra);
}

static void
assert_same_artifact (const AlcoveArtifact *a, const AlcoveArtifact *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->message_id, ==, b->message_id);
  g_assert_cmpstr (a->chat_id, ==, b->chat_id);
  g_assert_cmpstr (a->kind, ==, b->kind);
  g_assert_cmpstr (a->chart_type, ==, b->chart_type);
  g_assert_cmpstr (a->title, ==, b->title);
  g_assert_cmpint (a->version, ==, b->version);
  g_assert_cmpstr (a->spec, ==, b->spec);
  g_assert_cmpstr (a->data_snapshot, ==, b->data_snapshot);
  g_assert_cmpint (a->created_at, ==, b->created_at);
}

/* Field by field, but for n, which is a name within the file. */
void
assert_same_bundle (const AlcoveChatBundle *a, const AlcoveChatBundle *b)
{
  assert_same_chat (a->chat, b->chat);
  g_assert_true ((a->folder == NULL) == (b->folder == NULL));
  if (a->folder != NULL)
    {
      g_assert_cmpstr (a->folder->id, ==, b->folder->id);
      g_assert_cmpstr (a->folder->name, ==, b->folder->name);
      g_assert_cmpint (a->folder->position, ==, b->folder->position);
      g_assert_cmpint (a->folder->created_at, ==, b->folder->created_at);
    }
  g_assert_cmpuint (a->messages->len, ==, b->messages->len);
  for (guint i = 0; i < a->messages->len; i++)
    assert_same_message (a->messages->pdata[i], b->messages->pdata[i]);
  g_assert_cmpuint (a->artifacts->len, ==, b->artifacts->len);
  for (guint i = 0; i < a->artifacts->len; i++)
    assert_same_artifact (a->artifacts->pdata[i], b->artifacts->pdata[i]);
}

/* The message of the error that it must end with. */
char *
await_failure (DexFuture *future, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (await_value (future, &error));
  g_assert_error (error, domain, code);
  return g_strdup (error->message);
}

gpointer
await_boxed (DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  gpointer boxed = await_value (future, &error);

  g_assert_no_error (error);
  return boxed;
}
