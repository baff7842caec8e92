/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* All recordings once more, this time over the network through the real client: whole events, and
 * one byte at a time. The server is the replay script beside the recordings. */

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "alcove-client.h"
#include "alcove-error.h"
#include "alcove-json.h"
#include "llm-testing.h"

#define KEY "sk-replay-0123456789abcdef"

static GSubprocess *server;
static AlcoveClient *client;

static guint16
free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return port;
}

/* A test that fails aborts; the server must not stay. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* Waits for the line that it prints when it listens. */
static gboolean
start_server (GError **error)
{
  g_autofree char *script = llm_testing_shared_path ("recipes/replay.py");
  g_autofree char *fixtures = llm_testing_shared_path ("fixtures");
  g_autofree char *port = g_strdup_printf ("%u", free_port ());
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%s/v1", port);
  g_autoptr (AlcoveEndpoint) endpoint = alcove_endpoint_new (url, NULL);
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (KEY);
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  server = g_subprocess_launcher_spawn (launcher, error, "python3", script, port, fixtures, "--key",
                                        KEY, NULL);
  if (server == NULL)
    return FALSE;
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  line = g_data_input_stream_read_line (lines, NULL, NULL, error);
  client = alcove_client_new (endpoint, key);
  return line != NULL;
}

static AlcoveReply *
ask (const char *model)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new (model);
  AlcoveReply *reply;

  alcove_chat_request_add_text (request, ALCOVE_ROLE_USER, "Hello");
  reply = alcove_client_ask (client, request);
  llm_testing_await (alcove_reply_wait (reply), NULL);
  return reply;
}

static void
check (const char *stem, const char *prefix, const char *suffix)
{
  g_autofree char *path = g_strconcat (stem, ".json", NULL);
  g_autoptr (JsonNode) about = llm_testing_load_json (path);
  g_autofree char *name = g_path_get_basename (stem);
  g_autofree char *model = g_strconcat (prefix, name, suffix, NULL);
  g_autoptr (AlcoveReply) reply = ask (model);

  llm_testing_expect_reply (alcove_json_object (json_node_get_object (about), "expect"), reply);
}

static void
test_whole (gconstpointer data)
{
  check (data, "", "");
}

static void
test_bytes (gconstpointer data)
{
  check (data, "", "@1");
}

static void
test_document (gconstpointer data)
{
  check (data, "json:", "");
}

static void
test_refusal (gconstpointer data)
{
  g_autofree char *path = g_strconcat (data, ".json", NULL);
  g_autoptr (JsonNode) about = llm_testing_load_json (path);
  JsonObject *object = json_node_get_object (about);
  g_autofree char *name = g_path_get_basename (data);
  g_autofree char *model = g_strconcat ("err:", name, NULL);
  g_autoptr (AlcoveReply) reply = ask (model);
  const GError *error = alcove_reply_get_error (reply);
  g_auto (GStrv) words = NULL;

  g_assert_nonnull (error);
  g_assert_true (error->domain == ALCOVE_ERROR);
  g_assert_cmpint (alcove_error_get_http_status (error), ==,
                   alcove_json_int (object, "http_status", 0));
  words = g_strsplit_set (alcove_json_string (alcove_json_object (object, "expect"), "message"),
                          " \n", -1);
  for (guint i = 0; words[i] && strlen (error->message) < 900; i++)
    g_assert_nonnull (strstr (error->message, words[i]));
}

static void
test_models (void)
{
  DexFuture *future = alcove_client_list_models (client);
  g_autoptr (GError) error = NULL;

  g_assert_true (llm_testing_await (dex_ref (future), &error));
  g_assert_cmpuint (((GPtrArray *) g_value_get_boxed (dex_future_get_value (future, NULL)))->len, >,
                    100);
  dex_unref (future);
}

static void
test_wrong_key (void)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string ("sk-wrong-0123456789");
  g_autoptr (AlcoveClient) other = alcove_client_new (alcove_client_get_endpoint (client), key);
  g_autoptr (GError) error = NULL;

  g_assert_false (llm_testing_await (alcove_client_list_models (other), &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_AUTH);
}

static void
absent_cb (gconstpointer data)
{
  g_test_skip (
      "recipes/replay.py or the recordings are absent: set ALCOVE_SHARED to the folder that "
      "has them");
}

static gboolean
is_there (const char *below)
{
  g_autofree char *path = llm_testing_shared_path (below);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  if (!is_there ("recipes/replay.py") || !is_there ("fixtures/chat-sse"))
    {
      g_test_add_data_func ("/llm/replay/absent", NULL, absent_cb);
      return g_test_run ();
    }
  start_server (&error);
  g_assert_no_error (error);
  llm_testing_add_folder ("fixtures/chat-sse", "/llm/replay/whole", test_whole);
  llm_testing_add_folder ("fixtures/chat-sse", "/llm/replay/bytes", test_bytes);
  llm_testing_add_folder ("fixtures/chat-json", "/llm/replay/document", test_document);
  llm_testing_add_folder ("fixtures/errors", "/llm/replay/refusal", test_refusal);
  g_test_add_func ("/llm/replay/models", test_models);
  g_test_add_func ("/llm/replay/wrong-key", test_wrong_key);
  status = g_test_run ();
  g_subprocess_force_exit (server);
  g_object_unref (server);
  g_object_unref (client);
  return status;
}
