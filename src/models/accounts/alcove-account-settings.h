/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-chat-parameters.h"

G_BEGIN_DECLS

/* What an account remembers beside its chats. Plain value of one session; each of its parts is one setting of
 * the vault. */
typedef struct
{
  AlcoveChatParameters *defaults;
  GHashTable *refused;      /* model → GHashTable of fields it refused; "" for the whole server */
  GHashTable *favourites;   /* a set of models */
  gboolean asks_for_titles; /* a model may be asked for the titles of chats */
  char *title_model;        /* nullable: which, else the chat's own */
} AlcoveAccountSettings;

AlcoveAccountSettings *alcove_account_settings_new (void);
void alcove_account_settings_free (AlcoveAccountSettings *self);

gboolean alcove_account_settings_refuse (AlcoveAccountSettings *self, const char *model,
                                         const char *field);
GStrv alcove_account_settings_dup_refused (AlcoveAccountSettings *self, const char *model);
gboolean alcove_account_settings_set_favourite (AlcoveAccountSettings *self, const char *model,
                                                gboolean is_favourite);

char *alcove_account_settings_refused_to_json (AlcoveAccountSettings *self);
void alcove_account_settings_add_refused (AlcoveAccountSettings *self, const char *json);
char *alcove_account_settings_titles_to_json (AlcoveAccountSettings *self);
void alcove_account_settings_add_titles (AlcoveAccountSettings *self, const char *json);
char *alcove_account_settings_favourites_to_json (AlcoveAccountSettings *self);
void alcove_account_settings_add_favourites (AlcoveAccountSettings *self, const char *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveAccountSettings, alcove_account_settings_free)

G_END_DECLS
