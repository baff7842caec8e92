/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One answer of the demo, on the demo server's thread: chunk by chunk with the pauses of a real
 * model, or at once where no stream was asked for. It ends when its client goes away. */

#include "alcove-demo-stream.h"

#include <string.h>

#include "alcove-demo-answer.h"
#include "alcove-json.h"

#define PAUSE_MS 16
/* how much the fast model writes at once */
#define FAST_PIECES 64

typedef struct
{
  SoupServerMessage *message;
  GSource *timer;
  GStrv pieces;
  guint next;
  guint n_prompt_tokens;
  char *model;
  gboolean is_fast;
  gboolean with_usage;
} Stream;

static void
stop_timer (Stream *self)
{
  if (self->timer == NULL)
    return;
  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
stream_free (Stream *self)
{
  stop_timer (self);
  g_strfreev (self->pieces);
  g_free (self->model);
  g_free (self);
}

static void
add_string (JsonObject *object, const char *member, const char *value)
{
  json_object_set_string_member (object, member, value);
}

static JsonObject *
new_answer (const char *kind, const char *model)
{
  JsonObject *object = json_object_new ();

  add_string (object, "id", "chatcmpl-alcove-demo");
  add_string (object, "object", kind);
  json_object_set_int_member (object, "created", g_get_real_time () / G_USEC_PER_SEC);
  add_string (object, "model", model);
  return object;
}

static void
add_choice (JsonObject *object, const char *member, JsonObject *message, const char *finish_reason)
{
  JsonArray *choices = json_array_new ();
  JsonObject *choice = json_object_new ();

  json_object_set_int_member (choice, "index", 0);
  json_object_set_object_member (choice, member, message);
  if (finish_reason)
    add_string (choice, "finish_reason", finish_reason);
  else
    json_object_set_null_member (choice, "finish_reason");
  json_array_add_object_element (choices, choice);
  json_object_set_array_member (object, "choices", choices);
}

static void
add_usage (JsonObject *object, guint n_prompt, guint n_completion)
{
  JsonObject *usage = json_object_new ();

  json_object_set_int_member (usage, "prompt_tokens", n_prompt);
  json_object_set_int_member (usage, "completion_tokens", n_completion);
  json_object_set_int_member (usage, "total_tokens", n_prompt + n_completion);
  json_object_set_object_member (object, "usage", usage);
}

static char *
to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return alcove_json_dup (node);
}

static void
append_event (Stream *self, JsonObject *object)
{
  g_autofree char *json = to_text (object);
  char *event = g_strconcat ("data: ", json, "\n\n", NULL);

  soup_message_body_append_take (soup_server_message_get_response_body (self->message),
                                 (guchar *) event, strlen (event));
}

static void
append_piece (Stream *self)
{
  JsonObject *chunk = new_answer ("chat.completion.chunk", self->model);
  JsonObject *delta = json_object_new ();

  if (self->next == 0)
    add_string (delta, "role", "assistant");
  add_string (delta, "content", self->pieces[self->next++]);
  add_choice (chunk, "delta", delta, NULL);
  append_event (self, chunk);
}

static void
append_end (Stream *self)
{
  JsonObject *chunk = new_answer ("chat.completion.chunk", self->model);
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);

  add_choice (chunk, "delta", json_object_new (), "stop");
  append_event (self, chunk);
  if (self->with_usage)
    {
      chunk = new_answer ("chat.completion.chunk", self->model);
      json_object_set_array_member (chunk, "choices", json_array_new ());
      add_usage (chunk, self->n_prompt_tokens, g_strv_length (self->pieces));
      append_event (self, chunk);
    }
  soup_message_body_append (body, SOUP_MEMORY_STATIC, "data: [DONE]\n\n", 14);
  soup_message_body_complete (body);
}

/* Writes what is due. FALSE when it was the last. */
static gboolean
write_more (Stream *self)
{
  guint n = self->is_fast ? FAST_PIECES : 1;

  for (; n > 0 && self->pieces[self->next]; n--)
    append_piece (self);
  if (self->pieces[self->next] == NULL)
    append_end (self);
  soup_server_message_unpause (self->message);
  return self->pieces[self->next] != NULL;
}

static gboolean
pause_over_cb (gpointer data)
{
  Stream *self = data;

  g_clear_pointer (&self->timer, g_source_unref);
  write_more (self);
  return G_SOURCE_REMOVE;
}

/* What was written is on its way: wait for the next. */
static void
wrote_chunk_cb (SoupServerMessage *message, gpointer data)
{
  Stream *self = data;

  if (self->timer != NULL || self->pieces[self->next] == NULL)
    return;
  if (self->is_fast)
    {
      write_more (self);
      return;
    }
  self->timer = g_timeout_source_new (PAUSE_MS);
  g_source_set_callback (self->timer, pause_over_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/* Also when the client is gone. A server that ends tells nobody: the message's own end frees it all. */
static void
finished_cb (SoupServerMessage *message, gpointer data)
{
  stop_timer (data);
  g_signal_handlers_disconnect_by_data (message, data);
}

static const char *
text_of_message (JsonObject *message)
{
  JsonArray *parts = alcove_json_array (message, "content");

  for (guint i = 0; parts && i < json_array_get_length (parts); i++)
    if (alcove_json_string (alcove_json_element (parts, i), "text"))
      return alcove_json_string (alcove_json_element (parts, i), "text");
  return alcove_json_string (message, "content");
}

static char *
write_answer (JsonObject *request, guint *n_prompt_tokens)
{
  JsonArray *messages = alcove_json_array (request, "messages");
  const char *question = NULL;
  guint n_questions = 0;

  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = alcove_json_element (messages, i);
      const char *text = text_of_message (message);

      *n_prompt_tokens += text ? (guint) (strlen (text) / 4 + 1) : 0;
      if (g_strcmp0 (alcove_json_string (message, "role"), "user") != 0)
        continue;
      question = text;
      n_questions++;
    }
  return alcove_demo_answer_write (question, n_questions > 0 ? n_questions - 1 : 0);
}

static void
answer_at_once (SoupServerMessage *message, const char *model, const char *text, guint n_prompt,
                guint n_completion)
{
  JsonObject *answer = new_answer ("chat.completion", model);
  JsonObject *said = json_object_new ();
  char *json;

  add_string (said, "role", "assistant");
  add_string (said, "content", text);
  add_choice (answer, "message", said, "stop");
  add_usage (answer, n_prompt, n_completion);
  json = to_text (answer);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, json,
                                    strlen (json));
}

/**
 * alcove_demo_stream_start:
 * @message: a request for a chat completion
 * @request: its body, with `messages`
 *
 * Returns: whether the demo has the model; it answers @message then
 */
gboolean
alcove_demo_stream_start (SoupServerMessage *message, JsonObject *request)
{
  const char *model = alcove_json_string (request, "model");
  guint n_prompt = 0;
  g_autofree char *text = write_answer (request, &n_prompt);
  g_auto (GStrv) pieces = alcove_demo_answer_split (text);
  Stream *self;

  if (g_strcmp0 (model, "alcove-tour") != 0 && g_strcmp0 (model, "alcove-tour-fast") != 0)
    return FALSE;
  if (!alcove_json_true (request, "stream"))
    {
      answer_at_once (message, model, text, n_prompt, g_strv_length (pieces));
      return TRUE;
    }
  self = g_new0 (Stream, 1);
  self->message = message;
  self->model = g_strdup (model);
  self->pieces = g_steal_pointer (&pieces);
  self->n_prompt_tokens = n_prompt;
  self->is_fast = g_str_has_suffix (model, "-fast");
  self->with_usage
      = alcove_json_true (alcove_json_object (request, "stream_options"), "include_usage");
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Type",
                                "text/event-stream; charset=utf-8");
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_object_set_data_full (G_OBJECT (message), "alcove-demo-stream", self,
                          (GDestroyNotify) stream_free);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), self);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
  write_more (self);
  return TRUE;
}
