/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "store-fixture.h"

G_BEGIN_DECLS

#define NOBODY "0190b6b0-0000-7000-8000-000000000000"

/* A store in memory with one chat, "A chat", whose first message is "prompt". */
typedef struct
{
  AlcoveStore *store;
  AlcoveChatRecord *chat;
} ChatFixture;

void chat_set_up (ChatFixture *f, gconstpointer data);
void chat_tear_down (ChatFixture *f, gconstpointer data);
AlcoveChatRecord *chat_reread (ChatFixture *f); /* as it stands now */
AlcoveMessageRecord *chat_add (ChatFixture *f, const char *parent_id, const char *text);
char *chat_add_line (ChatFixture *f, const char *parent_id, guint n); /* the id of the last one */
AlcoveMessageRecord *chat_get_one (ChatFixture *f, const char *id);
void chat_assert_shown (ChatFixture *f, const char *wanted, const char *preview);

G_END_DECLS
