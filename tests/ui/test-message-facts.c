/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The lines behind an answer's info button: what nobody told has no line, what is reckoned says so. */

#include "alcove-message-facts.h"
#include "alcove-message-private.h"

static AlcoveMessage *
answer (AlcoveMessageRecord **record)
{
  AlcoveMessage *message = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_COMPLETE);

  *record = alcove_message_record_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_COMPLETE);
  (*record)->created_at = 0;
  return message;
}

static char *
text_of (AlcoveMessage *message)
{
  g_autoptr (GPtrArray) facts = alcove_message_facts_new (message);

  return alcove_message_facts_to_text (facts);
}

static void
test_whole (void)
{
  g_autoptr (AlcoveMessageRecord) record = NULL;
  g_autoptr (AlcoveMessage) message = answer (&record);
  g_autofree char *text = NULL;

  record->model = g_strdup ("some/model");
  record->reasoning_effort = g_strdup ("high");
  record->finish_reason = g_strdup ("stop");
  record->tokens_in = 40;
  record->tokens_cached = 32;
  record->tokens_out = 100;
  record->tokens_reasoning = 60;
  record->cost = 0.0123;
  record->ttft_us = 500000;
  record->duration_us = 2500000;
  alcove_message_set_record (message, record);
  text = text_of (message);
  g_assert_cmpstr (text, ==,
                   "Model: some/model\n"
                   "Reasoning Effort: high\n"
                   "Tokens Read: 40\n"
                   "Of These from the Cache: 32\n"
                   "Tokens Written: 100\n"
                   "Of These for Reasoning: 60\n"
                   "Cost: $0.0123\n"
                   "First Token After: 0.50 s\n"
                   "Whole Answer After: 2.50 s\n"
                   "Speed: 50.0 tokens/s\n"
                   "Ended With: stop\n");
}

static void
test_untold (void)
{
  g_autoptr (AlcoveMessageRecord) record = NULL;
  g_autoptr (AlcoveMessage) message = answer (&record);
  g_autofree char *nothing = NULL;
  g_autofree char *reckoned = NULL;

  alcove_message_set_record (message, record);
  nothing = text_of (message);
  g_assert_cmpstr (nothing, ==, "");
  alcove_message_append (message, ALCOVE_PART_TEXT, "eight by");
  record->ttft_us = 0;
  record->duration_us = 90 * G_USEC_PER_SEC;
  alcove_message_set_record (message, record);
  reckoned = text_of (message);
  g_assert_cmpstr (reckoned, ==,
                   "Tokens Written: ≈ 2\n"
                   "First Token After: 0.00 s\n"
                   "Whole Answer After: 1 min 30 s\n"
                   "Speed: ≈ 0.0 tokens/s\n");
}

static void
test_estimated_cost (void)
{
  g_autoptr (AlcoveMessageRecord) record = NULL;
  g_autoptr (AlcoveMessage) message = answer (&record);
  g_autofree char *text = NULL;

  record->cost = 0.00042;
  alcove_message_extra_set_cost_is_estimated (record);
  alcove_message_set_record (message, record);
  text = text_of (message);
  g_assert_cmpstr (text, ==, "Cost: ≈ $0.00042\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-facts/whole", test_whole);
  g_test_add_func ("/message-facts/untold", test_untold);
  g_test_add_func ("/message-facts/estimated-cost", test_estimated_cost);
  return g_test_run ();
}
