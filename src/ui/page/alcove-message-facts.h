/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-message.h"

G_BEGIN_DECLS

/* One line of what is known of an answer: "Cost", "≈ $0.0012". */
typedef struct
{
  const char *title; /* translated */
  char *value;
} AlcoveMessageFact;

/* (element-type AlcoveMessageFact), in the order in which they are read */
GPtrArray *alcove_message_facts_new (AlcoveMessage *message);
char *alcove_message_facts_to_text (GPtrArray *facts);

G_END_DECLS
