/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ALCOVE_TOP_P_MAX 1.0
#define ALCOVE_MAX_TOKENS_MAX ((gint64) 100000000)
/* what every JSON reader keeps exact */
#define ALCOVE_SEED_MAX ((gint64) 9007199254740991)
#define ALCOVE_STOP_MAX 16

typedef enum
{
  ALCOVE_CHOICE_NOT_SET = -1,
  ALCOVE_CHOICE_OFF = 0,
  ALCOVE_CHOICE_ON = 1,
} AlcoveChoice;

/**
 * AlcoveChatParameters:
 *
 * What a person set for a chat, or as the default of an account: each field is not set until it is set, and
 * only what is set is sent. Plain value.
 */
typedef struct
{
  char *system_prompt;    /* NULL not set, as all pointers here */
  double temperature;     /* NaN not set */
  double top_p;           /* NaN not set */
  gint64 max_tokens;      /* 0 not set */
  gint64 seed;            /* G_MININT64 not set */
  char *reasoning_effort; /* the server's own word */
  GStrv stop;
  /* of Venice alone */
  char *web_search; /* "off", "auto", "on" */
  char *character;  /* a slug, as the page of a character on Venice has it */
  AlcoveChoice scraping;
  AlcoveChoice citations;
  AlcoveChoice thinking;
  AlcoveChoice venice_prompt;
} AlcoveChatParameters;

#define ALCOVE_TYPE_CHAT_PARAMETERS (alcove_chat_parameters_get_type ())
GType alcove_chat_parameters_get_type (void) G_GNUC_CONST;

AlcoveChatParameters *alcove_chat_parameters_new (void);
AlcoveChatParameters *alcove_chat_parameters_copy (const AlcoveChatParameters *self);
void alcove_chat_parameters_free (AlcoveChatParameters *self);
AlcoveChatParameters *alcove_chat_parameters_from_json (const char *json);
char *alcove_chat_parameters_to_json (const AlcoveChatParameters *self);
void alcove_chat_parameters_fill (AlcoveChatParameters *self, const AlcoveChatParameters *defaults);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveChatParameters, alcove_chat_parameters_free)

G_END_DECLS
