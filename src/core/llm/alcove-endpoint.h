/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  ALCOVE_DIALECT_GENERIC,
  ALCOVE_DIALECT_OPENAI,
  ALCOVE_DIALECT_VENICE,
  ALCOVE_DIALECT_ANTHROPIC,
  ALCOVE_DIALECT_GEMINI,
  ALCOVE_DIALECT_MISTRAL,
  ALCOVE_DIALECT_DEEPSEEK,
  ALCOVE_DIALECT_OPENROUTER,
  ALCOVE_DIALECT_GROQ,
  ALCOVE_DIALECT_XAI,
  ALCOVE_DIALECT_TOGETHER,
  ALCOVE_DIALECT_OLLAMA,
  ALCOVE_DIALECT_LLAMACPP,
  ALCOVE_DIALECT_LMSTUDIO,
  ALCOVE_DIALECT_VLLM,
} AlcoveDialect;

/**
 * AlcoveReach:
 * @ALCOVE_REACH_LOOPBACK: this computer; plain http is fine, no proxy is ever asked
 * @ALCOVE_REACH_PRIVATE: a private address or a name of the local network; plain http only after the user agreed
 * @ALCOVE_REACH_PUBLIC: anywhere else; https only
 */
typedef enum
{
  ALCOVE_REACH_LOOPBACK,
  ALCOVE_REACH_PRIVATE,
  ALCOVE_REACH_PUBLIC,
} AlcoveReach;

AlcoveReach alcove_reach_of_address (GInetAddress *address);

/* Where and how to talk. Immutable. */
#define ALCOVE_TYPE_ENDPOINT (alcove_endpoint_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveEndpoint, alcove_endpoint, ALCOVE, ENDPOINT, GObject)

AlcoveEndpoint *alcove_endpoint_new (const char *address, GError **error);
const char *alcove_endpoint_get_base_url (AlcoveEndpoint *self);
const char *alcove_endpoint_get_host (AlcoveEndpoint *self);
AlcoveDialect alcove_endpoint_get_dialect (AlcoveEndpoint *self);
AlcoveReach alcove_endpoint_get_reach (AlcoveEndpoint *self);
gboolean alcove_endpoint_is_plain_http (AlcoveEndpoint *self);
char *alcove_endpoint_dup_url (AlcoveEndpoint *self, const char *path);

/* The providers offered on the welcome page, in its order. */
typedef struct
{
  const char *id;
  const char *name;
  const char *base_url;
  const char *key_page; /* where a person gets a key; NULL for a local server */
  AlcoveDialect dialect;
  gboolean is_local;
} AlcovePreset;

const AlcovePreset *alcove_presets_get (guint *n_presets);
const AlcovePreset *alcove_presets_find (const char *base_url);

G_END_DECLS
