/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The providers that Alcove offers by name, in the order of the welcome page, with the base URL
 * that each documents. Constant data; any thread. */

#include "alcove-endpoint.h"

#include <string.h>

static const AlcovePreset presets[] = {
  { "openai", "OpenAI", "https://api.openai.com/v1", "https://platform.openai.com/api-keys",
    ALCOVE_DIALECT_OPENAI, FALSE },
  { "venice", "Venice", "https://api.venice.ai/api/v1", "https://venice.ai/settings/api",
    ALCOVE_DIALECT_VENICE, FALSE },
  { "anthropic", "Anthropic", "https://api.anthropic.com/v1",
    "https://console.anthropic.com/settings/keys", ALCOVE_DIALECT_ANTHROPIC, FALSE },
  { "gemini", "Google Gemini", "https://generativelanguage.googleapis.com/v1beta/openai",
    "https://aistudio.google.com/apikey", ALCOVE_DIALECT_GEMINI, FALSE },
  { "mistral", "Mistral", "https://api.mistral.ai/v1", "https://console.mistral.ai/api-keys",
    ALCOVE_DIALECT_MISTRAL, FALSE },
  { "deepseek", "DeepSeek", "https://api.deepseek.com/v1", "https://platform.deepseek.com/api_keys",
    ALCOVE_DIALECT_DEEPSEEK, FALSE },
  { "openrouter", "OpenRouter", "https://openrouter.ai/api/v1",
    "https://openrouter.ai/settings/keys", ALCOVE_DIALECT_OPENROUTER, FALSE },
  { "groq", "Groq", "https://api.groq.com/openai/v1", "https://console.groq.com/keys",
    ALCOVE_DIALECT_GROQ, FALSE },
  { "xai", "xAI", "https://api.x.ai/v1", "https://console.x.ai", ALCOVE_DIALECT_XAI, FALSE },
  { "together", "Together", "https://api.together.xyz/v1",
    "https://api.together.ai/settings/api-keys", ALCOVE_DIALECT_TOGETHER, FALSE },
  { "ollama", "Ollama", "http://localhost:11434/v1", NULL, ALCOVE_DIALECT_OLLAMA, TRUE },
  { "llamacpp", "llama.cpp", "http://localhost:8080/v1", NULL, ALCOVE_DIALECT_LLAMACPP, TRUE },
  { "lmstudio", "LM Studio", "http://localhost:1234/v1", NULL, ALCOVE_DIALECT_LMSTUDIO, TRUE },
  { "vllm", "vLLM", "http://localhost:8000/v1", NULL, ALCOVE_DIALECT_VLLM, TRUE },
};

/**
 * alcove_presets_get:
 * @n_presets: (out): how many
 *
 * Returns: (array length=n_presets) (transfer none): the providers, in the order to show them
 */
const AlcovePreset *
alcove_presets_get (guint *n_presets)
{
  *n_presets = G_N_ELEMENTS (presets);
  return presets;
}

/**
 * alcove_presets_find:
 * @base_url: (nullable): a base URL as [method@Endpoint.get_base_url] gives it
 *
 * "127.0.0.1" and "[::1]" count as "localhost" here.
 *
 * Returns: (nullable) (transfer none): the provider with this base URL
 */
const AlcovePreset *
alcove_presets_find (const char *base_url)
{
  g_autoptr (GString) url = g_string_new (base_url);

  g_string_replace (url, "http://127.0.0.1:", "http://localhost:", 1);
  g_string_replace (url, "http://[::1]:", "http://localhost:", 1);
  if (g_str_has_suffix (url->str, "/"))
    g_string_truncate (url, url->len - 1);
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    if (g_str_equal (presets[i].base_url, url->str))
      return &presets[i];
  return NULL;
}
