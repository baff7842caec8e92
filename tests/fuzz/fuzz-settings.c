/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a history keeps as settings, of any bytes: what is taken from it is in range and survives its own JSON; a
 * fingerprint is one or none. */

#include <math.h>
#include <stdint.h>

#include "alcove-account-settings.h"
#include "alcove-chat-parameters.h"
#include "alcove-fingerprint.h"
#include "alcove-model-private.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
try_parameters (const char *text)
{
  g_autoptr (AlcoveChatParameters) parameters = alcove_chat_parameters_from_json (text);
  g_autofree char *json = alcove_chat_parameters_to_json (parameters);
  g_autoptr (AlcoveChatParameters) again = alcove_chat_parameters_from_json (json);
  g_autofree char *same = alcove_chat_parameters_to_json (again);

  g_assert_cmpstr (json, ==, same);
  g_assert_true (isnan (parameters->temperature)
                 || (parameters->temperature >= 0 && parameters->temperature <= 2));
  g_assert_true (isnan (parameters->top_p) || (parameters->top_p >= 0 && parameters->top_p <= 1));
  g_assert_cmpint (parameters->max_tokens, >=, 0);
  g_assert_true (parameters->stop == NULL || g_strv_length (parameters->stop) <= ALCOVE_STOP_MAX);
}

static void
try_settings (const char *text)
{
  g_autoptr (AlcoveAccountSettings) settings = alcove_account_settings_new ();
  g_autoptr (GPtrArray) models = alcove_model_list_from_json (text);
  g_autofree char *refused = NULL;
  g_autofree char *favourites = NULL;
  g_autofree char *titles = NULL;

  alcove_account_settings_add_refused (settings, text);
  alcove_account_settings_add_favourites (settings, text);
  alcove_account_settings_add_titles (settings, text);
  titles = alcove_account_settings_titles_to_json (settings);
  refused = alcove_account_settings_refused_to_json (settings);
  favourites = alcove_account_settings_favourites_to_json (settings);
  g_assert_true (g_str_has_prefix (refused, "{"));
  g_assert_true (g_str_has_prefix (favourites, "["));
  g_assert_true (g_str_has_prefix (titles, "{\"ask\":"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *fingerprint = alcove_fingerprint_parse (text);

  g_assert_true (fingerprint == NULL || strlen (fingerprint) == 64);
  try_parameters (text);
  try_settings (text);
  return 0;
}
