/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a server told of a model, in few words. Pure. What it did not tell is left out: unknown is not "no". */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-model-words.h"

/* "128K" of 131072: what people call it */
static char *
dup_context (gint64 tokens)
{
  if (tokens >= 1000000)
    /* Translators: length of a model's context in millions of tokens, as short as can be */
    return g_strdup_printf (C_ ("tokens", "%dM"), (int) (tokens / 1000000));
  if (tokens >= 1000)
    /* Translators: length of a model's context in thousands of tokens, as short as can be */
    return g_strdup_printf (C_ ("tokens", "%dK"),
                            (int) (tokens % 1024 == 0 ? tokens / 1024 : tokens / 1000));
  return g_strdup_printf ("%" G_GINT64_FORMAT, tokens);
}

/* Cents where there are any; what costs less than a cent has two digits that count. */
static char *
dup_dollars (double price)
{
  if (price <= 0 || price >= 0.01)
    return g_strdup_printf ("%.2f", price);
  return g_strdup_printf ("%.2g", price);
}

static char *
dup_price (double in, double out)
{
  g_autofree char *in_words = dup_dollars (in);
  g_autofree char *out_words = dup_dollars (out);

  if (in <= 0 && out <= 0)
    return g_strdup (C_ ("price of a model", "free"));
  /* Translators: what a million tokens read and a million tokens written cost, in US dollars */
  return g_strdup_printf (C_ ("price of a model", "$%s in, $%s out"), in_words, out_words);
}

static const char *
privacy_word (const char *privacy)
{
  if (g_strcmp0 (privacy, "private") == 0)
    return C_ ("privacy of a model", "private");
  if (g_strcmp0 (privacy, "anonymized") == 0)
    return C_ ("privacy of a model", "anonymized");
  return privacy;
}

/**
 * alcove_model_words_dup:
 * @model: a model
 *
 * Returns: (transfer full): context, price of a million tokens and abilities, as far as the server told; "" where
 *   it told nothing
 */
char *
alcove_model_words_dup (AlcoveModel *model)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const double in = alcove_model_get_price_in (model);
  const double out = alcove_model_get_price_out (model);
  const char *privacy = privacy_word (alcove_model_get_privacy (model));

  if (alcove_model_get_context_length (model) > 0)
    g_ptr_array_add (words, dup_context (alcove_model_get_context_length (model)));
  if (in >= 0 && out >= 0)
    g_ptr_array_add (words, dup_price (in, out));
  if (alcove_model_get_vision (model))
    g_ptr_array_add (words, g_strdup (C_ ("ability of a model", "vision")));
  if (alcove_model_get_reasoning (model))
    g_ptr_array_add (words, g_strdup (C_ ("ability of a model", "reasoning")));
  if (alcove_model_get_tools (model))
    g_ptr_array_add (words, g_strdup (C_ ("ability of a model", "tools")));
  if (privacy != NULL)
    g_ptr_array_add (words, g_strdup (privacy));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" · ", (char **) words->pdata);
}
