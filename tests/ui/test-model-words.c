/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a server told of a model, in few words; what it did not tell is left out. */

#include "alcove-model-private.h"
#include "alcove-model-words.h"

typedef struct
{
  const char *name;
  const char *json;
  const char *words;
} WordsCase;

static const WordsCase cases[] = {
  { "nothing", "[{\"id\":\"m\"}]", "" },
  { "all",
    "[{\"id\":\"m\",\"name\":\"M\",\"context_length\":131072,\"price_in\":0.5,\"price_out\":15,"
    "\"vision\":true,\"reasoning\":true,\"tools\":true,\"privacy\":\"private\"}]",
    "128K · $0.50 in, $15.00 out · vision · reasoning · tools · private" },
  { "half-a-price", "[{\"id\":\"m\",\"price_in\":0.5}]", "" },
  { "free", "[{\"id\":\"m\",\"price_in\":0.0,\"price_out\":0.0}]", "free" },
  { "less-than-a-cent", "[{\"id\":\"m\",\"price_in\":0.0035,\"price_out\":0.01}]",
    "$0.0035 in, $0.01 out" },
  { "million", "[{\"id\":\"m\",\"context_length\":1048576}]", "1M" },
  { "thousand", "[{\"id\":\"m\",\"context_length\":200000}]", "200K" },
  { "few", "[{\"id\":\"m\",\"context_length\":512}]", "512" },
  { "foreign-privacy", "[{\"id\":\"m\",\"privacy\":\"sealed\"}]", "sealed" },
};

static void
test_words (gconstpointer data)
{
  const WordsCase *c = data;
  g_autoptr (GPtrArray) infos = alcove_model_list_from_json (c->json);
  g_autoptr (AlcoveModel) model = alcove_model_new (g_ptr_array_index (infos, 0));
  g_autofree char *words = alcove_model_words_dup (model);

  g_assert_cmpstr (words, ==, c->words);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/model-words/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_words);
    }
  return g_test_run ();
}
