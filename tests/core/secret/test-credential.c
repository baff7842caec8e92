/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A credential survives its JSON byte by byte, and JSON that is not ours is refused. */

#include <alcove-credential.h>
#include <alcove-error.h>
#include <string.h>

#define ID "00112233445566778899aabbccddeeff"

static AlcoveCredential *
round_trip (AlcoveCredential *credential)
{
  g_autoptr (AlcoveLockedBytes) json = alcove_credential_to_json (credential);
  g_autoptr (GError) error = NULL;
  AlcoveCredential *back = alcove_credential_from_json (
      alcove_locked_bytes_get_string (json), alcove_locked_bytes_get_size (json), &error);

  g_assert_no_error (error);
  g_assert_null (
      memchr (alcove_locked_bytes_get_string (json), '\n', alcove_locked_bytes_get_size (json)));
  return back;
}

static void
assert_round_trip (const char *name, const char *base_url, AlcoveLockedBytes *key,
                   AlcoveLockedBytes *history_key)
{
  g_autoptr (AlcoveCredential) credential
      = alcove_credential_new (ID, name, base_url, key, history_key);
  g_autoptr (AlcoveCredential) back = NULL;

  credential->allow_plain_http = TRUE;
  credential->created_at = 1234567890123;
  credential->certificate = g_strnfill (64, 'a');
  credential->extras = alcove_extras_parse ("X-Team: blue", "{\"top_k\":5}", NULL);
  back = round_trip (credential);
  g_assert_cmpstr (back->id, ==, ID);
  g_assert_cmpstr (back->name, ==, name);
  g_assert_cmpstr (back->base_url, ==, base_url);
  g_assert_true (alcove_locked_bytes_equal (back->api_key, key));
  g_assert_cmpint (history_key == NULL, ==, back->history_key == NULL);
  g_assert_true (history_key == NULL || alcove_locked_bytes_equal (back->history_key, history_key));
  g_assert_true (back->allow_plain_http);
  g_assert_cmpstr (back->certificate, ==, credential->certificate);
  g_assert_cmpstr (back->extras->names[0], ==, "X-Team");
  g_assert_cmpstr (alcove_locked_bytes_get_string (back->extras->values[0]), ==, "blue");
  g_assert_cmpstr (back->extras->body, ==, "{\"top_k\":5}");
  g_assert_cmpint (back->created_at, ==, 1234567890123);
}

static const char *const texts[][3] = {
  { "plain", "OpenAI", "sk-proj-0123456789" },      { "empty", "", "" },
  { "quotes", "\"a\\b\" / 'c'", "k\"e\\y/\b\f\t" }, { "unicode", "Zoë 密鑰 🗝", "schlüssel-🗝" },
  { "markup", "<b>&amp;</b>", "a&b<c>d" },          { "line-breaks", "one\ntwo\r\n", "key\nkey" },
};

static void
test_text (gconstpointer data)
{
  const char *const *text = data;
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (text[2]);

  assert_round_trip (text[1], "https://api.example.org/v1", key, NULL);
}

static void
test_history_key (void)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string ("ollama");
  g_autoptr (AlcoveLockedBytes) history_key = alcove_locked_bytes_new_random (32);

  assert_round_trip ("Here", "http://localhost:11434/v1", key, history_key);
}

static void
test_every_byte (void)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new (NULL, 256);

  for (guint i = 0; i < 256; i++)
    alcove_locked_bytes_get_writable (key)[i] = (guint8) i;
  assert_round_trip ("Bytes", "https://example.org", key, NULL);
}

static void
test_new (void)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string ("k");
  g_autoptr (AlcoveCredential) first = alcove_credential_new (NULL, NULL, NULL, key, NULL);
  g_autoptr (AlcoveCredential) second = alcove_credential_new (NULL, NULL, NULL, key, NULL);

  g_assert_true (alcove_credential_id_is_valid (first->id));
  g_assert_cmpstr (first->id, !=, second->id);
  g_assert_cmpstr (first->name, ==, "");
  g_assert_false (first->allow_plain_http);
  g_assert_cmpint (first->created_at, >, 0);
}

static void
test_boxed (void)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string ("k");
  g_autoptr (AlcoveCredential) credential = alcove_credential_new (ID, "n", "u", key, NULL);
  g_autoptr (AlcoveCredential) copy = g_boxed_copy (ALCOVE_TYPE_CREDENTIAL, credential);

  g_assert_true (copy == credential);
}

#define GOOD "\"id\":\"" ID "\",\"name\":\"n\",\"base_url\":\"u\""

static const struct
{
  const char *name;
  const char *json;
} hostile[] = {
  { "empty", "" },
  { "word", "null" },
  { "number", "1" },
  { "list", "[]" },
  { "no-members", "{}" },
  { "cut", "{\"version\":1," GOOD ",\"api_key\":\"k\"" },
  { "two-values", "{\"version\":1," GOOD ",\"api_key\":\"k\"} {}" },
  { "no-version", "{" GOOD ",\"api_key\":\"k\"}" },
  { "version-0", "{\"version\":0," GOOD ",\"api_key\":\"k\"}" },
  { "version-text", "{\"version\":\"1\"," GOOD ",\"api_key\":\"k\"}" },
  { "no-key", "{\"version\":1," GOOD "}" },
  { "key-null", "{\"version\":1," GOOD ",\"api_key\":null}" },
  { "key-number", "{\"version\":1," GOOD ",\"api_key\":7}" },
  { "key-object", "{\"version\":1," GOOD ",\"api_key\":{}}" },
  { "key-bad-hex", "{\"version\":1," GOOD ",\"api_key_hex\":\"xy\"}" },
  { "id-missing", "{\"version\":1,\"name\":\"n\",\"base_url\":\"u\",\"api_key\":\"k\"}" },
  { "id-short",
    "{\"version\":1,\"id\":\"00\",\"name\":\"n\",\"base_url\":\"u\",\"api_key\":\"k\"}" },
  { "id-path", "{\"version\":1,\"id\":\"../../../../../../../../etc/pass\",\"name\":\"n\","
               "\"base_url\":\"u\",\"api_key\":\"k\"}" },
  { "id-upper", "{\"version\":1,\"id\":\"00112233445566778899AABBCCDDEEFF\",\"name\":\"n\","
                "\"base_url\":\"u\",\"api_key\":\"k\"}" },
  { "name-list",
    "{\"version\":1,\"id\":\"" ID "\",\"name\":[],\"base_url\":\"u\",\"api_key\":\"k\"}" },
  { "history-key-short", "{\"version\":1," GOOD ",\"api_key\":\"k\",\"history_key\":\"00\"}" },
  { "history-key-null", "{\"version\":1," GOOD ",\"api_key\":\"k\",\"history_key\":null}" },
  { "not-utf-8", "{\"version\":1," GOOD ",\"api_key\":\"\xff\xfe\"}" },
};

static void
test_hostile (gconstpointer data)
{
  const char *json = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (alcove_credential_from_json (json, strlen (json), &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT);
}

static void
test_newer (void)
{
  const char *json = "{\"version\":2," GOOD ",\"api_key\":\"k\"}";
  g_autoptr (GError) error = NULL;

  g_assert_null (alcove_credential_from_json (json, strlen (json), &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NEWER_VERSION);
}

static void
test_deep (void)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 30000; i++)
    g_string_append_c (json, '[');
  g_assert_null (alcove_credential_from_json (json->str, json->len, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT);
}

static void
test_long (void)
{
  g_autofree char *key = g_strnfill (70000, 'k');
  g_autofree char *json = g_strdup_printf ("{\"version\":1," GOOD ",\"api_key\":\"%s\"}", key);
  g_autoptr (GError) error = NULL;

  g_assert_null (alcove_credential_from_json (json, strlen (json), &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT);
}

/* a byte more in front, and no NUL behind: the size alone counts */
static void
test_size_counts (void)
{
  const char *json = "{\"version\":1," GOOD ",\"api_key\":\"k\"}garbage";
  g_autoptr (AlcoveCredential) credential
      = alcove_credential_from_json (json, strlen (json) - strlen ("garbage"), NULL);

  g_assert_nonnull (credential);
}

static void
test_error_has_no_key (void)
{
  const char *json = "{\"version\":1,\"id\":\"sk-canary\",\"name\":\"n\",\"api_key\":\"sk-canary\"";
  g_autoptr (GError) error = NULL;

  g_assert_null (alcove_credential_from_json (json, strlen (json), &error));
  g_assert_null (strstr (error->message, "canary"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/secret/credential/round-trip/%s", texts[i][0]);

      g_test_add_data_func (path, texts[i], test_text);
    }
  g_test_add_func ("/secret/credential/round-trip/history-key", test_history_key);
  g_test_add_func ("/secret/credential/round-trip/every-byte", test_every_byte);
  g_test_add_func ("/secret/credential/new", test_new);
  g_test_add_func ("/secret/credential/boxed", test_boxed);
  g_test_add_func ("/secret/credential/newer-version", test_newer);
  g_test_add_func ("/secret/credential/size-counts", test_size_counts);
  g_test_add_func ("/secret/credential/error-has-no-key", test_error_has_no_key);
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *path = g_strdup_printf ("/secret/credential/refused/%s", hostile[i].name);

      g_test_add_data_func (path, hostile[i].json, test_hostile);
    }
  g_test_add_func ("/secret/credential/refused/deep", test_deep);
  g_test_add_func ("/secret/credential/refused/long", test_long);
  return g_test_run ();
}
