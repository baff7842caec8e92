/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One hit of a search, as the window sees it. Immutable; main thread. */

#include "alcove-search-result-private.h"

typedef enum
{
  PROP_CONVERSATION_ID = 1,
  PROP_MESSAGE_ID,
  PROP_TITLE,
  PROP_SNIPPET,
  PROP_CREATED_AT,
  PROP_IS_SAVED,
} AlcoveSearchResultProperty;

struct _AlcoveSearchResult
{
  GObject parent_instance;

  AlcoveSearchHit *hit;
  gboolean is_saved;
};

G_DEFINE_FINAL_TYPE (AlcoveSearchResult, alcove_search_result, G_TYPE_OBJECT)

static GParamSpec *props[PROP_IS_SAVED + 1];

static void
alcove_search_result_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveSearchResult *self = ALCOVE_SEARCH_RESULT (object);

  switch ((AlcoveSearchResultProperty) prop_id)
    {
    case PROP_CONVERSATION_ID:
      g_value_set_string (value, self->hit->chat_id);
      break;
    case PROP_MESSAGE_ID:
      g_value_set_string (value, self->hit->message_id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->hit->title);
      break;
    case PROP_SNIPPET:
      g_value_set_string (value, self->hit->snippet);
      break;
    case PROP_CREATED_AT:
      g_value_set_int64 (value, self->hit->created_at);
      break;
    case PROP_IS_SAVED:
      g_value_set_boolean (value, self->is_saved);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_search_result_finalize (GObject *object)
{
  alcove_search_hit_unref (ALCOVE_SEARCH_RESULT (object)->hit);
  G_OBJECT_CLASS (alcove_search_result_parent_class)->finalize (object);
}

static void
alcove_search_result_class_init (AlcoveSearchResultClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = alcove_search_result_get_property;
  object_class->finalize = alcove_search_result_finalize;
  props[PROP_CONVERSATION_ID] = g_param_spec_string ("conversation-id", NULL, NULL, NULL, flags);
  props[PROP_MESSAGE_ID] = g_param_spec_string ("message-id", NULL, NULL, NULL, flags);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_SNIPPET] = g_param_spec_string ("snippet", NULL, NULL, NULL, flags);
  props[PROP_CREATED_AT] = g_param_spec_int64 ("created-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_IS_SAVED] = g_param_spec_boolean ("is-saved", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
alcove_search_result_init (AlcoveSearchResult *self)
{
}

/**
 * alcove_search_result_new:
 * @hit: what the store found
 * @is_saved: whether it was found in the vault
 *
 * Returns: (transfer full): a result
 */
AlcoveSearchResult *
alcove_search_result_new (AlcoveSearchHit *hit, gboolean is_saved)
{
  AlcoveSearchResult *self = g_object_new (ALCOVE_TYPE_SEARCH_RESULT, NULL);

  self->hit = alcove_search_hit_ref (hit);
  self->is_saved = is_saved;
  return self;
}

/**
 * alcove_search_result_get_conversation_id:
 * @self: a result
 *
 * Returns: (transfer none): the chat, for alcove_session_load_conversation()
 */
const char *
alcove_search_result_get_conversation_id (AlcoveSearchResult *self)
{
  return self->hit->chat_id;
}

/**
 * alcove_search_result_get_message_id:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the message, %NULL where the title holds the words
 */
const char *
alcove_search_result_get_message_id (AlcoveSearchResult *self)
{
  return self->hit->message_id;
}

/**
 * alcove_search_result_get_title:
 * @self: a result
 *
 * Returns: (transfer none): the chat's title
 */
const char *
alcove_search_result_get_title (AlcoveSearchResult *self)
{
  return self->hit->title;
}

/**
 * alcove_search_result_get_snippet:
 * @self: a result
 *
 * Returns: (transfer none): some words around the hit
 */
const char *
alcove_search_result_get_snippet (AlcoveSearchResult *self)
{
  return self->hit->snippet;
}

/**
 * alcove_search_result_get_created_at:
 * @self: a result
 *
 * Returns: Unix milliseconds
 */
gint64
alcove_search_result_get_created_at (AlcoveSearchResult *self)
{
  return self->hit->created_at;
}

/**
 * alcove_search_result_get_is_saved:
 * @self: a result
 *
 * Returns: whether it was found in the vault
 */
gboolean
alcove_search_result_get_is_saved (AlcoveSearchResult *self)
{
  return self->is_saved;
}
