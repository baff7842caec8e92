/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Trust by fingerprint: before it, and where it is another one, no byte of a request leaves. */

#include <string.h>

#include "alcove-certificate.h"
#include "alcove-fingerprint.h"
#include "llm-client-testing.h"
#include "llm-testing.h"

#include "../../support/bad-certificates.h"
#include "../../support/self-signed.h"

#define FINGERPRINT SELF_SIGNED_FINGERPRINT
#define OTHER "73c604ec0ba2b3118c74da7d32b8191aa59ce02cad1319c306d841c5e5334cbe"

typedef struct
{
  LlmServer *server;
  GTlsCertificate *certificate;
  AlcoveClient *client;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  f->server = llm_server_new (llm_serve_text, (gpointer) WHOLE);
  f->certificate = g_tls_certificate_new_from_pem (SELF_SIGNED_PEM, -1, &error);
  g_assert_no_error (error);
  llm_server_set_certificate (f->server, f->certificate);
  url = g_strdup_printf ("https://127.0.0.1:%u/v1", llm_server_get_port (f->server));
  f->client = llm_client_for (url, KEY);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->client);
  llm_server_free (f->server);
  g_object_unref (f->certificate);
}

static void
test_offered (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveReply) reply = llm_client_ask (f->client);
  const GError *error;

  llm_client_expect_end (reply, ALCOVE_ERROR, ALCOVE_ERROR_TLS, "");
  error = alcove_reply_get_error (reply);
  g_assert_cmpstr (alcove_error_get_fingerprint (error), ==, FINGERPRINT);
  g_assert_nonnull (strstr (error->message, FINGERPRINT));
  g_assert_cmpuint (llm_server_get_n_requests (f->server), ==, 0);
}

static void
test_offered_by_list (Fixture *f, gconstpointer data)
{
  g_autoptr (DexFuture) models = alcove_client_list_models (f->client);
  g_autoptr (GError) error = NULL;

  g_assert_false (llm_testing_await (g_steal_pointer (&models), &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_TLS);
  g_assert_cmpstr (alcove_error_get_fingerprint (error), ==, FINGERPRINT);
}

static void
test_trusted (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveReply) reply = NULL;
  g_autofree char *request = NULL;

  g_assert_true (alcove_client_set_trusted_certificate (f->client, FINGERPRINT));
  reply = llm_client_ask (f->client);
  llm_client_expect_end (reply, 0, 0, "Hello");
  request = llm_server_dup_request (f->server);
  g_assert_nonnull (strstr (request, KEY));
}

static void
test_changed (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveReply) reply = NULL;

  g_assert_true (alcove_client_set_trusted_certificate (f->client, OTHER));
  reply = llm_client_ask (f->client);
  llm_client_expect_end (reply, ALCOVE_ERROR, ALCOVE_ERROR_TLS, "");
  g_assert_nonnull (strstr (alcove_reply_get_error (reply)->message, "another than"));
  /* what it shows now, for a person to compare */
  g_assert_cmpstr (alcove_error_get_fingerprint (alcove_reply_get_error (reply)), ==, FINGERPRINT);
  g_assert_cmpuint (llm_server_get_n_connections (f->server), ==, 1);
  g_assert_cmpuint (llm_server_get_n_requests (f->server), ==, 0);
}

static void
test_no_fingerprint (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveReply) reply = NULL;

  g_assert_false (alcove_client_set_trusted_certificate (f->client, "63c6"));
  g_assert_true (alcove_client_set_trusted_certificate (f->client, NULL));
  reply = llm_client_ask (f->client);
  llm_client_expect_end (reply, ALCOVE_ERROR, ALCOVE_ERROR_TLS, "");
}

/* A certificate that an authority signed is judged like any other where one was trusted. */
static void
test_no_authority (Fixture *f, gconstpointer data)
{
  g_autoptr (GTlsDatabase) database = alcove_no_authority_new ();
  g_autoptr (GError) error = NULL;
  GTlsCertificateFlags flags
      = g_tls_database_verify_chain (database, f->certificate,
                                     G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, NULL, NULL,
                                     G_TLS_DATABASE_VERIFY_NONE, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (flags, ==, G_TLS_CERTIFICATE_UNKNOWN_CA);
}

static void
test_fingerprint (void)
{
  static const char *const same[] = {
    FINGERPRINT,
    "SHA256:" FINGERPRINT,
    "sha256 Fingerprint=63:C6:04:EC:0B:A2:B3:11:8C:74:DA:7D:32:B8:19:1A:A5:9C:E0:2C:AD:13:19:C3:"
    "06:D8:41:C5:E5:33:4C:BE",
    " 63C604EC0BA2B311 8C74DA7D32B8191A\nA59CE02CAD1319C3 06D841C5E5334CBE ",
  };
  static const char *const bad[]
      = { "", "63c6", FINGERPRINT "0", "g" FINGERPRINT, "md5:" FINGERPRINT };
  g_autofree char *groups = alcove_fingerprint_dup_groups (FINGERPRINT);
  g_autofree char *back = alcove_fingerprint_parse (groups);

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *parsed = alcove_fingerprint_parse (same[i]);

      g_assert_cmpstr (parsed, ==, FINGERPRINT);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (alcove_fingerprint_parse (bad[i]));
  g_assert_null (alcove_fingerprint_parse (NULL));
  g_assert_cmpstr (groups, ==,
                   "63C6 04EC 0BA2 B311\n8C74 DA7D 32B8 191A\nA59C E02C AD13 19C3\n"
                   "06D8 41C5 E533 4CBE");
  g_assert_cmpstr (back, ==, FINGERPRINT);
}

/* Faults of a certificate: not a byte of a request leaves, and what has run out is not offered for trust. */
static void
check_bad (const char *pem, const char *words, gboolean is_offered)
{
  g_autoptr (LlmServer) server = llm_server_new (llm_serve_text, (gpointer) WHOLE);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/v1", llm_server_get_port (server));
  g_autoptr (AlcoveClient) client = llm_client_for (url, KEY);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_pem (pem, -1, NULL);
  g_autoptr (AlcoveReply) reply = NULL;
  const GError *error;

  g_assert_nonnull (certificate);
  llm_server_set_certificate (server, certificate);
  reply = llm_client_ask (client);
  llm_client_expect_end (reply, ALCOVE_ERROR, ALCOVE_ERROR_TLS, "");
  error = alcove_reply_get_error (reply);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_true ((alcove_error_get_fingerprint (error) != NULL) == is_offered);
  g_assert_cmpuint (llm_server_get_n_requests (server), ==, 0);
  g_test_message ("bytes of the request that left: 0");
}

static void
test_bad (void)
{
  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("this machine has no TLS library for GIO");
      return;
    }
  check_bad (EXPIRED_PEM, "expired", FALSE);
  check_bad (OTHER_NAME_PEM, "vouches", TRUE);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/llm/trust/offered", test_offered },
    { "/llm/trust/offered-by-list", test_offered_by_list },
    { "/llm/trust/trusted", test_trusted },
    { "/llm/trust/changed", test_changed },
    { "/llm/trust/no-fingerprint", test_no_fingerprint },
    { "/llm/trust/no-authority", test_no_authority },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/llm/trust/fingerprint", test_fingerprint);
  g_test_add_func ("/llm/trust/bad-certificates", test_bad);
  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    return g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
