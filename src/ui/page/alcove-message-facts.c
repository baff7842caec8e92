/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is known of an answer beside its words, as lines to read: model, tokens, cost, times. Pure. What nobody told
 * has no line; what is reckoned here or by us instead of told by the server begins with "≈". */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-message-facts.h"

/* An answer of this many tokens takes long enough to speak of a speed. */
#define MIN_SPEED_US 50000
/* A token of English is four letters or so; of Chinese, one sign or less. */
#define BYTES_OF_TOKEN 4

static void
fact_free (AlcoveMessageFact *fact)
{
  g_free (fact->value);
  g_free (fact);
}

static void
add (GPtrArray *facts, const char *title, char *value)
{
  AlcoveMessageFact *fact = g_new0 (AlcoveMessageFact, 1);

  fact->title = title;
  fact->value = value;
  g_ptr_array_add (facts, fact);
}

static char *
dup_count (gint64 n)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, n);
}

static char *
dup_time (gint64 us)
{
  const double seconds = (double) us / G_USEC_PER_SEC;

  if (seconds < 60)
    /* Translators: a duration in seconds */
    return g_strdup_printf (C_ ("duration", "%.*f s"), seconds < 10 ? 2 : 1, seconds);
  /* Translators: a duration in minutes and seconds */
  return g_strdup_printf (C_ ("duration", "%d min %d s"), (int) seconds / 60, (int) seconds % 60);
}

/* Cents matter for a long chat, thousandths of one for a short answer. */
static char *
dup_cost (double cost, gboolean is_estimated)
{
  g_autofree char *amount = NULL;

  if (cost <= 0)
    amount = g_strdup ("0");
  else if (cost >= 0.01)
    amount = g_strdup_printf ("%.4f", cost);
  else
    amount = g_strdup_printf ("%.2g", cost);
  /* Translators: an amount of US dollars that is reckoned, and one that the server told */
  return g_strdup_printf (is_estimated ? C_ ("cost", "≈ $%s") : C_ ("cost", "$%s"), amount);
}

static char *
dup_date (gint64 created_at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (created_at / 1000);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_local (utc) : NULL;

  return local ? g_date_time_format (local, "%x %X") : NULL;
}

/* Where the server counted nothing: better a rough number than none, if it says that it is one. */
static gint64
estimate_tokens (AlcoveMessage *message)
{
  const gsize length = strlen (alcove_message_get_text (message))
                       + strlen (alcove_message_get_reasoning (message));

  return length > 0 ? (gint64) MAX (length / BYTES_OF_TOKEN, 1) : -1;
}

static void
add_tokens (GPtrArray *facts, AlcoveMessage *message)
{
  const gint64 in = alcove_message_get_tokens_in (message);
  const gint64 out = alcove_message_get_tokens_out (message);
  const gint64 cached = alcove_message_get_tokens_cached (message);
  const gint64 reasoning = alcove_message_get_tokens_reasoning (message);
  const gint64 reckoned = out < 0 ? estimate_tokens (message) : -1;

  if (in >= 0)
    add (facts, C_ ("of an answer", "Tokens Read"), dup_count (in));
  if (cached > 0)
    add (facts, C_ ("of an answer", "Of These from the Cache"), dup_count (cached));
  if (out >= 0)
    add (facts, C_ ("of an answer", "Tokens Written"), dup_count (out));
  else if (reckoned >= 0)
    add (facts, C_ ("of an answer", "Tokens Written"),
         g_strdup_printf ("≈ %'" G_GINT64_FORMAT, reckoned));
  if (reasoning > 0)
    add (facts, C_ ("of an answer", "Of These for Reasoning"), dup_count (reasoning));
}

/* Without the wait for the first token: that is the server's queue and the length of the prompt. */
static void
add_speed (GPtrArray *facts, AlcoveMessage *message)
{
  const gint64 ttft = alcove_message_get_ttft_us (message);
  const gint64 writing = alcove_message_get_duration_us (message) - MAX (ttft, 0);
  const gint64 told = alcove_message_get_tokens_out (message);
  const gint64 tokens = told >= 0 ? told : estimate_tokens (message);

  if (ttft < 0 || writing < MIN_SPEED_US || tokens <= 0)
    return;
  add (facts, C_ ("of an answer", "Speed"),
       /* Translators: how fast an answer came; %s is empty or "≈ " */
       g_strdup_printf (C_ ("speed", "%s%.1f tokens/s"), told >= 0 ? "" : "≈ ",
                        (double) tokens * G_USEC_PER_SEC / (double) writing));
}

static void
add_times (GPtrArray *facts, AlcoveMessage *message)
{
  const gint64 ttft = alcove_message_get_ttft_us (message);
  const gint64 duration = alcove_message_get_duration_us (message);

  if (ttft >= 0)
    add (facts, C_ ("of an answer", "First Token After"), dup_time (ttft));
  if (duration >= 0)
    add (facts, C_ ("of an answer", "Whole Answer After"), dup_time (duration));
  add_speed (facts, message);
}

/**
 * alcove_message_facts_new:
 * @message: an answer
 *
 * Returns: (transfer full) (element-type AlcoveMessageFact): what is known of it
 */
GPtrArray *
alcove_message_facts_new (AlcoveMessage *message)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func ((GDestroyNotify) fact_free);
  const char *model = alcove_message_get_model (message);
  const char *effort = alcove_message_get_reasoning_effort (message);
  const char *reason = alcove_message_get_finish_reason (message);
  char *date = dup_date (alcove_message_get_created_at (message));

  if (model != NULL)
    add (facts, C_ ("of an answer", "Model"), g_strdup (model));
  if (date != NULL && alcove_message_get_created_at (message) > 0)
    add (facts, C_ ("of an answer", "Asked"), date);
  else
    g_free (date);
  if (effort != NULL)
    add (facts, C_ ("of an answer", "Reasoning Effort"), g_strdup (effort));
  add_tokens (facts, message);
  if (alcove_message_get_cost (message) >= 0)
    add (facts, C_ ("of an answer", "Cost"),
         dup_cost (alcove_message_get_cost (message),
                   alcove_message_get_cost_is_estimated (message)));
  add_times (facts, message);
  if (reason != NULL)
    add (facts, C_ ("of an answer", "Ended With"), g_strdup (reason));
  return facts;
}

/**
 * alcove_message_facts_to_text:
 * @facts: (element-type AlcoveMessageFact): what is known
 *
 * Returns: (transfer full): a line each, to be copied
 */
char *
alcove_message_facts_to_text (GPtrArray *facts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const AlcoveMessageFact *fact = g_ptr_array_index (facts, i);

      g_string_append_printf (text, "%s: %s\n", fact->title, fact->value);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}
