/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What people paste, and what must come of it. */

#include <string.h>

#include "alcove-endpoint.h"
#include "alcove-error.h"

typedef struct
{
  const char *address;
  const char *base_url; /* NULL where it is refused */
  int reach;            /* or the error's code */
  int dialect;
} Case;

static const Case cases[] = {
  { "https://api.openai.com/v1", "https://api.openai.com/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_OPENAI },
  { "https://api.openai.com/v1/", "https://api.openai.com/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_OPENAI },
  { "api.openai.com", "https://api.openai.com/v1", ALCOVE_REACH_PUBLIC, ALCOVE_DIALECT_OPENAI },
  { "  API.OpenAI.com/ ", "https://api.openai.com/v1", ALCOVE_REACH_PUBLIC, ALCOVE_DIALECT_OPENAI },
  { "\"https://api.openai.com\"", "https://api.openai.com/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_OPENAI },
  { "<https://api.openai.com/v1>", "https://api.openai.com/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_OPENAI },
  { "//api.openai.com/v1", "https://api.openai.com/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_OPENAI },
  { "HTTPS://api.openai.com:443/v1//chat/completions/", "https://api.openai.com/v1",
    ALCOVE_REACH_PUBLIC, ALCOVE_DIALECT_OPENAI },
  { "https://api.openai.com/v1/chat/completions", "https://api.openai.com/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_OPENAI },
  { "https://api.openai.com/v1/models", "https://api.openai.com/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_OPENAI },
  { "https://api.openai.com/v1/responses", "https://api.openai.com/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_OPENAI },
  { "https://api.openai.com/v1#x", "https://api.openai.com/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_OPENAI },
  { "openrouter.ai", "https://openrouter.ai/api/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_OPENROUTER },
  { "https://openrouter.ai/api", "https://openrouter.ai/api/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_OPENROUTER },
  { "https://openrouter.ai/v1", "https://openrouter.ai/api/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_OPENROUTER },
  { "api.groq.com", "https://api.groq.com/openai/v1", ALCOVE_REACH_PUBLIC, ALCOVE_DIALECT_GROQ },
  { "https://api.groq.com/openai/v1/chat/completions", "https://api.groq.com/openai/v1",
    ALCOVE_REACH_PUBLIC, ALCOVE_DIALECT_GROQ },
  { "generativelanguage.googleapis.com", "https://generativelanguage.googleapis.com/v1beta/openai",
    ALCOVE_REACH_PUBLIC, ALCOVE_DIALECT_GEMINI },
  { "https://generativelanguage.googleapis.com/v1beta/openai/",
    "https://generativelanguage.googleapis.com/v1beta/openai", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_GEMINI },
  { "https://generativelanguage.googleapis.com/v1beta",
    "https://generativelanguage.googleapis.com/v1beta/openai", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_GEMINI },
  { "api.venice.ai", "https://api.venice.ai/api/v1", ALCOVE_REACH_PUBLIC, ALCOVE_DIALECT_VENICE },
  { "api.anthropic.com", "https://api.anthropic.com/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_ANTHROPIC },
  { "https://api.anthropic.com/v1/messages", "https://api.anthropic.com/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_ANTHROPIC },
  { "api.deepseek.com", "https://api.deepseek.com/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_DEEPSEEK },
  { "dashscope.aliyuncs.com/compatible-mode/v1",
    "https://dashscope.aliyuncs.com/compatible-mode/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_GENERIC },
  { "https://api.deepinfra.com/v1/openai", "https://api.deepinfra.com/v1/openai",
    ALCOVE_REACH_PUBLIC, ALCOVE_DIALECT_GENERIC },
  { "llm.example.org:8443", "https://llm.example.org:8443/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_GENERIC },
  { "https://x.openai.azure.com/openai/deployments/d/chat/"
    "completions?api-version=2024-10-21&api-key=secret",
    "https://x.openai.azure.com/openai/deployments/d?api-version=2024-10-21", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_OPENAI },
  { "https://llm.example.org/v1?key=secret", "https://llm.example.org/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_GENERIC },
  { "https://bücher.example", "https://xn--bcher-kva.example/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_GENERIC },
  { "localhost", "http://localhost/v1", ALCOVE_REACH_LOOPBACK, ALCOVE_DIALECT_GENERIC },
  { "localhost:11434", "http://localhost:11434/v1", ALCOVE_REACH_LOOPBACK, ALCOVE_DIALECT_OLLAMA },
  { "http://localhost:11434/api/chat", "http://localhost:11434/v1", ALCOVE_REACH_LOOPBACK,
    ALCOVE_DIALECT_OLLAMA },
  { "127.0.0.1:8080", "http://127.0.0.1:8080/v1", ALCOVE_REACH_LOOPBACK, ALCOVE_DIALECT_LLAMACPP },
  { "http://127.8.9.1:1234", "http://127.8.9.1:1234/v1", ALCOVE_REACH_LOOPBACK,
    ALCOVE_DIALECT_LMSTUDIO },
  { "0.0.0.0:8000", "http://127.0.0.1:8000/v1", ALCOVE_REACH_LOOPBACK, ALCOVE_DIALECT_VLLM },
  { "[::1]:8000", "http://[::1]:8000/v1", ALCOVE_REACH_LOOPBACK, ALCOVE_DIALECT_VLLM },
  { "::1", "http://[::1]/v1", ALCOVE_REACH_LOOPBACK, ALCOVE_DIALECT_GENERIC },
  { "http://[::]:8000/v1", "http://[::1]:8000/v1", ALCOVE_REACH_LOOPBACK, ALCOVE_DIALECT_VLLM },
  { "models.localhost:9", "http://models.localhost:9/v1", ALCOVE_REACH_LOOPBACK,
    ALCOVE_DIALECT_GENERIC },
  { "https://localhost:8080", "https://localhost:8080/v1", ALCOVE_REACH_LOOPBACK,
    ALCOVE_DIALECT_LLAMACPP },
  { "192.168.1.7:8080", "http://192.168.1.7:8080/v1", ALCOVE_REACH_PRIVATE,
    ALCOVE_DIALECT_GENERIC },
  { "10.1.2.3", "http://10.1.2.3/v1", ALCOVE_REACH_PRIVATE, ALCOVE_DIALECT_GENERIC },
  { "172.16.0.1", "http://172.16.0.1/v1", ALCOVE_REACH_PRIVATE, ALCOVE_DIALECT_GENERIC },
  { "172.32.0.1", "https://172.32.0.1/v1", ALCOVE_REACH_PUBLIC, ALCOVE_DIALECT_GENERIC },
  { "169.254.3.4", "http://169.254.3.4/v1", ALCOVE_REACH_PRIVATE, ALCOVE_DIALECT_GENERIC },
  { "[fe80::1]:8080", "http://[fe80::1]:8080/v1", ALCOVE_REACH_PRIVATE, ALCOVE_DIALECT_GENERIC },
  { "http://[fe80::1%25lo]:8080/v1", "http://[fe80::1%25lo]:8080/v1", ALCOVE_REACH_PRIVATE,
    ALCOVE_DIALECT_GENERIC },
  { "fd12::5", "http://[fd12::5]/v1", ALCOVE_REACH_PRIVATE, ALCOVE_DIALECT_GENERIC },
  { "nas.local:3000", "http://nas.local:3000/v1", ALCOVE_REACH_PRIVATE, ALCOVE_DIALECT_GENERIC },
  { "100.64.0.7:8080", "http://100.64.0.7:8080/v1", ALCOVE_REACH_PRIVATE, ALCOVE_DIALECT_GENERIC },
  { "http://mybox:8080", "http://mybox:8080/v1", ALCOVE_REACH_PRIVATE, ALCOVE_DIALECT_GENERIC },
  { "box.lan", "http://box.lan/v1", ALCOVE_REACH_PRIVATE, ALCOVE_DIALECT_GENERIC },
  { "gpu.home.arpa", "http://gpu.home.arpa/v1", ALCOVE_REACH_PRIVATE, ALCOVE_DIALECT_GENERIC },
  { "https://box.internal", "https://box.internal/v1", ALCOVE_REACH_PRIVATE,
    ALCOVE_DIALECT_GENERIC },
  { "http://box.tail12.ts.net:1234/v1", "http://box.tail12.ts.net:1234/v1", ALCOVE_REACH_PRIVATE,
    ALCOVE_DIALECT_GENERIC },
  { "8.8.8.8", "https://8.8.8.8/v1", ALCOVE_REACH_PUBLIC, ALCOVE_DIALECT_GENERIC },
  { "localhost.example.org", "https://localhost.example.org/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_GENERIC },
  { "127.0.0.1.example.org", "https://127.0.0.1.example.org/v1", ALCOVE_REACH_PUBLIC,
    ALCOVE_DIALECT_GENERIC },
  { "2130706433", "https://2130706433/v1", ALCOVE_REACH_PUBLIC, ALCOVE_DIALECT_GENERIC },

  { "http://api.openai.com/v1", NULL, ALCOVE_ERROR_INSECURE },
  { "http://8.8.8.8", NULL, ALCOVE_ERROR_INSECURE },
  { "http://100.128.0.1", NULL, ALCOVE_ERROR_INSECURE },
  { "http://0x08080808", NULL, ALCOVE_ERROR_INSECURE },
  { "http://lan.example.org", NULL, ALCOVE_ERROR_INSECURE },
  { "http://[::ffff:8.8.8.8]/", NULL, ALCOVE_ERROR_INSECURE },
  { "http://2130706433/", NULL, ALCOVE_ERROR_INSECURE },
  { "http://localhost.example.org", NULL, ALCOVE_ERROR_INSECURE },
  { "", NULL, ALCOVE_ERROR_BAD_URL },
  { "   ", NULL, ALCOVE_ERROR_BAD_URL },
  { NULL, NULL, ALCOVE_ERROR_BAD_URL },
  { "https://", NULL, ALCOVE_ERROR_BAD_URL },
  { "https:///v1", NULL, ALCOVE_ERROR_BAD_URL },
  { "ftp://example.org", NULL, ALCOVE_ERROR_BAD_URL },
  { "file:///etc/passwd", NULL, ALCOVE_ERROR_BAD_URL },
  { "https://user:pass@example.org/v1", NULL, ALCOVE_ERROR_BAD_URL },
  { "https://sk-123@example.org/v1", NULL, ALCOVE_ERROR_BAD_URL },
  { "https://exa mple.org", NULL, ALCOVE_ERROR_BAD_URL },
  { "https://example.org:99999", NULL, ALCOVE_ERROR_BAD_URL },
  { "my key is sk-123", NULL, ALCOVE_ERROR_BAD_URL },
};

static void
test_case (gconstpointer data)
{
  const Case *item = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveEndpoint) endpoint = alcove_endpoint_new (item->address, &error);
  g_autoptr (AlcoveEndpoint) again = NULL;

  if (item->base_url == NULL)
    {
      g_assert_null (endpoint);
      g_assert_error (error, ALCOVE_ERROR, item->reach);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (alcove_endpoint_get_base_url (endpoint), ==, item->base_url);
  g_assert_cmpint ((int) alcove_endpoint_get_reach (endpoint), ==, item->reach);
  g_assert_cmpint ((int) alcove_endpoint_get_dialect (endpoint), ==, item->dialect);
  g_assert_cmpint (alcove_endpoint_is_plain_http (endpoint), ==,
                   g_str_has_prefix (item->base_url, "http:"));
  again = alcove_endpoint_new (item->base_url, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (alcove_endpoint_get_base_url (again), ==, item->base_url);
  g_assert_cmpint ((int) alcove_endpoint_get_dialect (again), ==, item->dialect);
}

static void
test_url (void)
{
  g_autoptr (AlcoveEndpoint) plain = alcove_endpoint_new ("api.openai.com", NULL);
  g_autoptr (AlcoveEndpoint) azure
      = alcove_endpoint_new ("https://x.openai.azure.com/openai/deployments/d?api-version=1", NULL);
  g_autofree char *a = alcove_endpoint_dup_url (plain, "/chat/completions");
  g_autofree char *b = alcove_endpoint_dup_url (plain, "models");
  g_autofree char *c = alcove_endpoint_dup_url (azure, "/chat/completions");

  g_assert_cmpstr (a, ==, "https://api.openai.com/v1/chat/completions");
  g_assert_cmpstr (b, ==, "https://api.openai.com/v1/models");
  g_assert_cmpstr (
      c, ==, "https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=1");
  g_assert_cmpstr (alcove_endpoint_get_host (plain), ==, "api.openai.com");
}

/* Each preset is already what its own base URL becomes, and is found by it. */
static void
test_presets (void)
{
  guint n = 0;
  const AlcovePreset *presets = alcove_presets_get (&n);

  g_assert_cmpuint (n, ==, 14);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AlcoveEndpoint) endpoint = alcove_endpoint_new (presets[i].base_url, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (alcove_endpoint_get_base_url (endpoint), ==, presets[i].base_url);
      g_assert_cmpint (alcove_endpoint_get_dialect (endpoint), ==, presets[i].dialect);
      g_assert_true (presets[i].is_local
                     == (alcove_endpoint_get_reach (endpoint) == ALCOVE_REACH_LOOPBACK));
      g_assert_true (presets[i].is_local == (presets[i].key_page == NULL));
      g_assert_true (alcove_presets_find (presets[i].base_url) == &presets[i]);
    }
  g_assert_cmpstr (alcove_presets_find ("http://127.0.0.1:11434/v1/")->id, ==, "ollama");
  g_assert_null (alcove_presets_find ("https://example.org/v1"));
  g_assert_null (alcove_presets_find (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *word = g_strdup (cases[i].address ? cases[i].address : "null");
      g_autofree char *name = NULL;

      g_strcanon (word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:?&=[]",
                  '-');
      name = g_strdup_printf ("/llm/endpoint/%02u-%s", i, word);
      g_test_add_data_func (name, &cases[i], test_case);
    }
  g_test_add_func ("/llm/endpoint/url", test_url);
  g_test_add_func ("/llm/endpoint/presets", test_presets);
  return g_test_run ();
}
