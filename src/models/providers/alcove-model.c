/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A language model in the picker: what the server told of it, which never changes, and whether a person likes it.
 * Main thread. */

#include "alcove-model-private.h"

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_CONTEXT_LENGTH,
  PROP_VISION,
  PROP_REASONING,
  PROP_TOOLS,
  PROP_IS_FAVOURITE,
} AlcoveModelProperty;

struct _AlcoveModel
{
  GObject parent_instance;

  AlcoveModelInfo *info;
  gboolean is_favourite;
};

G_DEFINE_FINAL_TYPE (AlcoveModel, alcove_model, G_TYPE_OBJECT)

static GParamSpec *props[PROP_IS_FAVOURITE + 1];

static void
alcove_model_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  const AlcoveModelInfo *info = ALCOVE_MODEL (object)->info;

  switch ((AlcoveModelProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, info->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, info->name);
      break;
    case PROP_CONTEXT_LENGTH:
      g_value_set_int64 (value, info->context_length);
      break;
    case PROP_VISION:
      g_value_set_boolean (value, info->vision);
      break;
    case PROP_REASONING:
      g_value_set_boolean (value, info->reasoning);
      break;
    case PROP_TOOLS:
      g_value_set_boolean (value, info->tools);
      break;
    case PROP_IS_FAVOURITE:
      g_value_set_boolean (value, ALCOVE_MODEL (object)->is_favourite);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_model_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((AlcoveModelProperty) prop_id)
    {
    case PROP_IS_FAVOURITE:
      alcove_model_set_is_favourite (ALCOVE_MODEL (object), g_value_get_boolean (value));
      break;
    case PROP_ID:
    case PROP_NAME:
    case PROP_CONTEXT_LENGTH:
    case PROP_VISION:
    case PROP_REASONING:
    case PROP_TOOLS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_model_finalize (GObject *object)
{
  alcove_model_info_unref (ALCOVE_MODEL (object)->info);
  G_OBJECT_CLASS (alcove_model_parent_class)->finalize (object);
}

static void
alcove_model_class_init (AlcoveModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = alcove_model_get_property;
  object_class->set_property = alcove_model_set_property;
  object_class->finalize = alcove_model_finalize;
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_CONTEXT_LENGTH]
      = g_param_spec_int64 ("context-length", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_VISION] = g_param_spec_boolean ("vision", NULL, NULL, FALSE, flags);
  props[PROP_REASONING] = g_param_spec_boolean ("reasoning", NULL, NULL, FALSE, flags);
  props[PROP_TOOLS] = g_param_spec_boolean ("tools", NULL, NULL, FALSE, flags);
  props[PROP_IS_FAVOURITE] = g_param_spec_boolean ("is-favourite", NULL, NULL, FALSE,
                                                   flags | (GParamFlags) G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
alcove_model_init (AlcoveModel *self)
{
}

/**
 * alcove_model_new:
 * @info: what the server told
 *
 * Returns: (transfer full): a model for the picker
 */
AlcoveModel *
alcove_model_new (AlcoveModelInfo *info)
{
  AlcoveModel *self = g_object_new (ALCOVE_TYPE_MODEL, NULL);

  self->info = alcove_model_info_ref (info);
  return self;
}

/**
 * alcove_model_get_info:
 * @self: a model
 *
 * Returns: (transfer none): what the server told
 */
AlcoveModelInfo *
alcove_model_get_info (AlcoveModel *self)
{
  return self->info;
}

/**
 * alcove_model_get_id:
 * @self: a model
 *
 * Returns: (transfer none): what is sent
 */
const char *
alcove_model_get_id (AlcoveModel *self)
{
  return self->info->id;
}

/**
 * alcove_model_get_name:
 * @self: a model
 *
 * Returns: (transfer none): what is shown
 */
const char *
alcove_model_get_name (AlcoveModel *self)
{
  return self->info->name;
}

/**
 * alcove_model_get_context_length:
 * @self: a model
 *
 * Returns: tokens that fit, 0 unknown
 */
gint64
alcove_model_get_context_length (AlcoveModel *self)
{
  return self->info->context_length;
}

/**
 * alcove_model_get_price_in:
 * @self: a model
 *
 * Returns: US dollars for a million tokens that it reads, -1 unknown
 */
double
alcove_model_get_price_in (AlcoveModel *self)
{
  return self->info->price_in;
}

/**
 * alcove_model_get_price_out:
 * @self: a model
 *
 * Returns: US dollars for a million tokens that it writes, -1 unknown
 */
double
alcove_model_get_price_out (AlcoveModel *self)
{
  return self->info->price_out;
}

/**
 * alcove_model_get_privacy:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): the server's word for what becomes of a chat
 */
const char *
alcove_model_get_privacy (AlcoveModel *self)
{
  return self->info->privacy;
}

/**
 * alcove_model_get_vision:
 * @self: a model
 *
 * Returns: whether it is known to see images
 */
gboolean
alcove_model_get_vision (AlcoveModel *self)
{
  return self->info->vision;
}

/**
 * alcove_model_get_reasoning:
 * @self: a model
 *
 * Returns: whether it is known to think before it answers
 */
gboolean
alcove_model_get_reasoning (AlcoveModel *self)
{
  return self->info->reasoning;
}

/**
 * alcove_model_get_tools:
 * @self: a model
 *
 * Returns: whether it is known to call tools
 */
gboolean
alcove_model_get_tools (AlcoveModel *self)
{
  return self->info->tools;
}

/**
 * alcove_model_get_is_favourite:
 * @self: a model
 *
 * Returns: whether it stands on top
 */
gboolean
alcove_model_get_is_favourite (AlcoveModel *self)
{
  return self->is_favourite;
}

/**
 * alcove_model_set_is_favourite:
 * @self: a model
 * @is_favourite: whether it stands on top
 */
void
alcove_model_set_is_favourite (AlcoveModel *self, gboolean is_favourite)
{
  if (self->is_favourite == is_favourite)
    return;
  self->is_favourite = is_favourite;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_FAVOURITE]);
}
