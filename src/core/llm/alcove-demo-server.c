/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The demo: a server on a port of 127.0.0.1 that the system chooses, speaking the protocol of chat
 * completions. It lives in a thread of its own with its own main context; the object itself belongs
 * to the main thread and only starts and ends it. Everything below "server thread" runs over there.
 * It hears nobody but this computer, keeps nothing, and stops writing when its client goes. */

#include "alcove-demo-server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "alcove-demo-stream.h"
#include "alcove-error.h"
#include "alcove-json.h"

#define MAX_BODY (64 * 1024 * 1024)

struct _AlcoveDemoServer
{
  GObject parent_instance;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupServer *server;
  char *base_url;
};

G_DEFINE_FINAL_TYPE (AlcoveDemoServer, alcove_demo_server, G_TYPE_OBJECT)

static gboolean
quit_cb (gpointer data)
{
  AlcoveDemoServer *self = data;

  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static void
alcove_demo_server_finalize (GObject *object)
{
  AlcoveDemoServer *self = ALCOVE_DEMO_SERVER (object);

  if (self->thread != NULL)
    {
      g_main_context_invoke (self->context, quit_cb, self);
      g_thread_join (self->thread);
    }
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->base_url);
  G_OBJECT_CLASS (alcove_demo_server_parent_class)->finalize (object);
}

static void
alcove_demo_server_class_init (AlcoveDemoServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_demo_server_finalize;
}

static void
alcove_demo_server_init (AlcoveDemoServer *self)
{
}

/* server thread */

static void
models_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
           gpointer data)
{
  static const char models[]
      = "{\"object\":\"list\",\"data\":["
        "{\"id\":\"alcove-tour\",\"object\":\"model\",\"created\":1767225600,"
        "\"owned_by\":\"alcove\",\"name\":\"A Tour of Alcove\",\"context_length\":32768},"
        "{\"id\":\"alcove-tour-fast\",\"object\":\"model\",\"created\":1767225600,"
        "\"owned_by\":\"alcove\",\"name\":\"A Tour of Alcove, fast\",\"context_length\":32768}]}";

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, models,
                                    strlen (models));
}

static void
refuse (SoupServerMessage *message, guint status, const char *type, const char *text)
{
  g_autofree char *body = g_strdup_printf ("{\"error\":{\"message\":\"%s\",\"type\":\"%s\","
                                           "\"param\":null,\"code\":null}}",
                                           text, type);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
chat_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
         gpointer data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = NULL;

  if (g_strcmp0 (soup_server_message_get_method (message), "POST") != 0)
    {
      refuse (message, 405, "invalid_request_error", "Use POST.");
      return;
    }
  if (g_bytes_get_size (bytes) > 0 && g_bytes_get_size (bytes) < MAX_BODY
      && json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                     (gssize) g_bytes_get_size (bytes), NULL))
    root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)
      || !alcove_json_array (json_node_get_object (root), "messages"))
    refuse (message, 400, "invalid_request_error", "'messages' is required");
  else if (!alcove_demo_stream_start (message, json_node_get_object (root)))
    refuse (message, 404, "invalid_request_error", "The demo has no such model.");
}

static void
other_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
          gpointer data)
{
  refuse (message, 404, "not_found_error", "The demo has nothing at this address.");
}

static gpointer
thread_func (gpointer data)
{
  AlcoveDemoServer *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  /* lets the last connections close */
  while (g_main_context_iteration (self->context, FALSE))
    continue;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* main thread */

static char *
listen_on_loopback (SoupServer *server, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  GSList *uris;
  char *base_url;

  if (!soup_server_listen (server, address, 0, error))
    return NULL;
  uris = soup_server_get_uris (server);
  base_url = g_strdup_printf ("http://127.0.0.1:%d/v1", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return base_url;
}

/**
 * alcove_demo_server_new:
 * @error: where it cannot listen on this computer's own address
 *
 * Starts the demo. It ends with the last reference; answers in flight are cut then.
 *
 * Returns: (nullable) (transfer full): a running server
 */
AlcoveDemoServer *
alcove_demo_server_new (GError **error)
{
  g_autoptr (AlcoveDemoServer) self = g_object_new (ALCOVE_TYPE_DEMO_SERVER, NULL);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new ("server-header", "AlcoveDemo", NULL);
  soup_server_add_handler (self->server, NULL, other_cb, NULL, NULL);
  soup_server_add_handler (self->server, "/v1/models", models_cb, NULL, NULL);
  soup_server_add_handler (self->server, "/v1/chat/completions", chat_cb, NULL, NULL);
  self->base_url = listen_on_loopback (self->server, error);
  g_main_context_pop_thread_default (self->context);
  if (self->base_url == NULL)
    {
      g_clear_object (&self->server);
      return NULL;
    }
  self->thread = g_thread_new ("demo-server", thread_func, self);
  return g_steal_pointer (&self);
}

/**
 * alcove_demo_server_get_base_url:
 * @self: a server
 *
 * Returns: (transfer none): the base URL to talk to
 */
const char *
alcove_demo_server_get_base_url (AlcoveDemoServer *self)
{
  g_return_val_if_fail (ALCOVE_IS_DEMO_SERVER (self), NULL);
  return self->base_url;
}
