/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A folder as the window shows it. Main thread. */

#include "alcove-folder-private.h"

typedef enum
{
  PROP_NAME = 1,
  PROP_N_CHATS,
} AlcoveFolderProperty;

struct _AlcoveFolder
{
  GObject parent_instance;
  char *id;
  char *name;
  gint64 n_chats;
};

G_DEFINE_FINAL_TYPE (AlcoveFolder, alcove_folder, G_TYPE_OBJECT)

static GParamSpec *props[PROP_N_CHATS + 1];

static void
alcove_folder_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveFolder *self = ALCOVE_FOLDER (object);

  switch ((AlcoveFolderProperty) prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_N_CHATS:
      g_value_set_int64 (value, self->n_chats);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_folder_finalize (GObject *object)
{
  g_free (ALCOVE_FOLDER (object)->id);
  g_free (ALCOVE_FOLDER (object)->name);
  G_OBJECT_CLASS (alcove_folder_parent_class)->finalize (object);
}

static void
alcove_folder_class_init (AlcoveFolderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = alcove_folder_get_property;
  object_class->finalize = alcove_folder_finalize;
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_N_CHATS] = g_param_spec_int64 ("n-chats", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
alcove_folder_init (AlcoveFolder *self)
{
}

/**
 * alcove_folder_new:
 * @id: its id
 * @name: its name
 * @n_chats: how many chats stand in it
 *
 * Returns: (transfer full): a folder
 */
AlcoveFolder *
alcove_folder_new (const char *id, const char *name, gint64 n_chats)
{
  AlcoveFolder *self = g_object_new (ALCOVE_TYPE_FOLDER, NULL);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->n_chats = n_chats;
  return self;
}

/**
 * alcove_folder_update:
 * @self: a folder
 * @name: its name now
 * @n_chats: how many chats stand in it now
 */
void
alcove_folder_update (AlcoveFolder *self, const char *name, gint64 n_chats)
{
  if (g_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NAME]);
  if (self->n_chats == n_chats)
    return;
  self->n_chats = n_chats;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_CHATS]);
}

/**
 * alcove_folder_get_id:
 * @self: a folder
 *
 * Returns: (transfer none): its id
 */
const char *
alcove_folder_get_id (AlcoveFolder *self)
{
  return self->id;
}

/**
 * alcove_folder_get_name:
 * @self: a folder
 *
 * Returns: (transfer none): its name
 */
const char *
alcove_folder_get_name (AlcoveFolder *self)
{
  return self->name;
}

/**
 * alcove_folder_get_n_chats:
 * @self: a folder
 *
 * Returns: how many chats stand in it that are neither archived nor in the trash
 */
gint64
alcove_folder_get_n_chats (AlcoveFolder *self)
{
  return self->n_chats;
}
