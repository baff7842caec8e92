/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The plain preferences, bound to GSettings. Where the schema is not installed, as in a test, the same
 * properties live in memory and nothing aborts. Main thread. */

#include "alcove-config.h"

#include "alcove-preferences.h"

#include "alcove-answer-announcer.h"

typedef enum
{
  PROP_WINDOW_WIDTH = 1,
  PROP_WINDOW_HEIGHT,
  PROP_WINDOW_MAXIMIZED,
  PROP_ENTER_SENDS,
  PROP_ASK_ON_CLOSE,
  PROP_UNLOCK_WITH_KEYRING,
  PROP_NOTIFY,
  PROP_FINISH_IN_BACKGROUND,
  PROP_WRAP_CODE,
  PROP_HIDE_SIDEBAR,
  PROP_CHECK_SPELLING,
  PROP_LOCK_MINUTES,
  PROP_ANNOUNCE,
} AlcovePreferencesProperty;

struct _AlcovePreferences
{
  GObject parent_instance;
  GSettings *settings; /* nullable */
  int window_width;
  int window_height;
  gboolean window_maximized;
  gboolean enter_sends;
  gboolean ask_on_close;
  gboolean unlock_with_keyring;
  gboolean wrap_code;
  gboolean hide_sidebar;
  gboolean check_spelling;
  gboolean notify;
  gboolean finish_in_background;
  int lock_minutes;
  AlcoveAnnounce announce;
};

G_DEFINE_FINAL_TYPE (AlcovePreferences, alcove_preferences, G_TYPE_OBJECT)

static GParamSpec *props[PROP_ANNOUNCE + 1];

static gboolean *
flag_of (AlcovePreferences *self, AlcovePreferencesProperty property)
{
  switch (property)
    {
    case PROP_WINDOW_MAXIMIZED:
      return &self->window_maximized;
    case PROP_ENTER_SENDS:
      return &self->enter_sends;
    case PROP_ASK_ON_CLOSE:
      return &self->ask_on_close;
    case PROP_UNLOCK_WITH_KEYRING:
      return &self->unlock_with_keyring;
    case PROP_WRAP_CODE:
      return &self->wrap_code;
    case PROP_HIDE_SIDEBAR:
      return &self->hide_sidebar;
    case PROP_CHECK_SPELLING:
      return &self->check_spelling;
    case PROP_NOTIFY:
      return &self->notify;
    case PROP_FINISH_IN_BACKGROUND:
      return &self->finish_in_background;
    case PROP_ANNOUNCE:
    case PROP_LOCK_MINUTES:
    case PROP_WINDOW_WIDTH:
    case PROP_WINDOW_HEIGHT:
    default:
      return NULL;
    }
}

static void
set_flag (AlcovePreferences *self, AlcovePreferencesProperty property, gboolean value)
{
  gboolean *flag = flag_of (self, property);

  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static int *
number_of (AlcovePreferences *self, AlcovePreferencesProperty property)
{
  if (property == PROP_LOCK_MINUTES)
    return &self->lock_minutes;
  return property == PROP_WINDOW_WIDTH ? &self->window_width : &self->window_height;
}

static void
set_number (AlcovePreferences *self, AlcovePreferencesProperty property, int value)
{
  int *number = number_of (self, property);

  if (*number == value)
    return;
  *number = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static void
set_announce (AlcovePreferences *self, AlcoveAnnounce announce)
{
  if (self->announce == announce)
    return;
  self->announce = announce;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ANNOUNCE]);
}

static void
alcove_preferences_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcovePreferences *self = ALCOVE_PREFERENCES (object);

  switch ((AlcovePreferencesProperty) prop_id)
    {
    case PROP_WINDOW_WIDTH:
    case PROP_WINDOW_HEIGHT:
    case PROP_LOCK_MINUTES:
      g_value_set_int (value, *number_of (self, (AlcovePreferencesProperty) prop_id));
      break;
    case PROP_WINDOW_MAXIMIZED:
    case PROP_ENTER_SENDS:
    case PROP_WRAP_CODE:
    case PROP_HIDE_SIDEBAR:
    case PROP_CHECK_SPELLING:
    case PROP_ASK_ON_CLOSE:
    case PROP_UNLOCK_WITH_KEYRING:
    case PROP_NOTIFY:
    case PROP_FINISH_IN_BACKGROUND:
      g_value_set_boolean (value, *flag_of (self, (AlcovePreferencesProperty) prop_id));
      break;
    case PROP_ANNOUNCE:
      g_value_set_enum (value, (int) self->announce);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_preferences_set_property (GObject *object, guint prop_id, const GValue *value,
                                 GParamSpec *pspec)
{
  AlcovePreferences *self = ALCOVE_PREFERENCES (object);

  switch ((AlcovePreferencesProperty) prop_id)
    {
    case PROP_WINDOW_WIDTH:
    case PROP_WINDOW_HEIGHT:
    case PROP_LOCK_MINUTES:
      set_number (self, (AlcovePreferencesProperty) prop_id, g_value_get_int (value));
      break;
    case PROP_WINDOW_MAXIMIZED:
    case PROP_ENTER_SENDS:
    case PROP_WRAP_CODE:
    case PROP_HIDE_SIDEBAR:
    case PROP_CHECK_SPELLING:
    case PROP_ASK_ON_CLOSE:
    case PROP_UNLOCK_WITH_KEYRING:
    case PROP_NOTIFY:
    case PROP_FINISH_IN_BACKGROUND:
      set_flag (self, (AlcovePreferencesProperty) prop_id, g_value_get_boolean (value));
      break;
    case PROP_ANNOUNCE:
      set_announce (self, g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_preferences_constructed (GObject *object)
{
  AlcovePreferences *self = ALCOVE_PREFERENCES (object);
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema
      = source ? g_settings_schema_source_lookup (source, ALCOVE_APP_ID, TRUE) : NULL;

  G_OBJECT_CLASS (alcove_preferences_parent_class)->constructed (object);
  if (schema == NULL)
    return;
  self->settings = g_settings_new_full (schema, NULL, NULL);
  for (guint i = 1; i < G_N_ELEMENTS (props); i++)
    if (g_settings_schema_has_key (schema, g_param_spec_get_name (props[i])))
      g_settings_bind (self->settings, g_param_spec_get_name (props[i]), self,
                       g_param_spec_get_name (props[i]), G_SETTINGS_BIND_DEFAULT);
}

static void
alcove_preferences_dispose (GObject *object)
{
  g_clear_object (&ALCOVE_PREFERENCES (object)->settings);
  G_OBJECT_CLASS (alcove_preferences_parent_class)->dispose (object);
}

static void
install_flag (AlcovePreferencesProperty property, const char *name, gboolean value)
{
  props[property]
      = g_param_spec_boolean (name, NULL, NULL, value,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
}

static void
install_number (AlcovePreferencesProperty property, const char *name, int least, int value)
{
  props[property]
      = g_param_spec_int (name, NULL, NULL, least, G_MAXINT, value,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
}

static void
alcove_preferences_class_init (AlcovePreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = alcove_preferences_get_property;
  object_class->set_property = alcove_preferences_set_property;
  object_class->constructed = alcove_preferences_constructed;
  object_class->dispose = alcove_preferences_dispose;
  install_number (PROP_WINDOW_WIDTH, "window-width", 1, 1000);
  install_number (PROP_WINDOW_HEIGHT, "window-height", 1, 700);
  install_flag (PROP_WINDOW_MAXIMIZED, "window-maximized", FALSE);
  install_flag (PROP_ENTER_SENDS, "enter-sends", TRUE);
  install_flag (PROP_ASK_ON_CLOSE, "ask-on-close", TRUE);
  install_flag (PROP_UNLOCK_WITH_KEYRING, "unlock-with-keyring", TRUE);
  install_flag (PROP_NOTIFY, "notify", TRUE);
  install_flag (PROP_FINISH_IN_BACKGROUND, "finish-in-background", FALSE);
  install_flag (PROP_WRAP_CODE, "wrap-code", FALSE);
  install_flag (PROP_HIDE_SIDEBAR, "hide-sidebar", FALSE);
  install_flag (PROP_CHECK_SPELLING, "check-spelling", TRUE);
  install_number (PROP_LOCK_MINUTES, "lock-minutes", 0, 0);
  props[PROP_ANNOUNCE]
      = g_param_spec_enum ("announce", NULL, NULL, ALCOVE_TYPE_ANNOUNCE, ALCOVE_ANNOUNCE_SENTENCES,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
alcove_preferences_init (AlcovePreferences *self)
{
  self->window_width = 1000;
  self->window_height = 700;
  self->enter_sends = TRUE;
  self->check_spelling = TRUE;
  self->ask_on_close = TRUE;
  self->unlock_with_keyring = TRUE;
  self->announce = ALCOVE_ANNOUNCE_SENTENCES;
  self->notify = TRUE;
}

/**
 * alcove_preferences_get_default:
 *
 * Returns: (transfer none): the one object, kept until the process ends
 */
AlcovePreferences *
alcove_preferences_get_default (void)
{
  static AlcovePreferences *preferences;

  if (preferences == NULL)
    preferences = g_object_new (ALCOVE_TYPE_PREFERENCES, NULL);
  return preferences;
}

gboolean
alcove_preferences_get_ask_on_close (AlcovePreferences *self)
{
  return self->ask_on_close;
}

void
alcove_preferences_set_ask_on_close (AlcovePreferences *self, gboolean ask)
{
  set_flag (self, PROP_ASK_ON_CLOSE, ask);
}

int
alcove_preferences_get_lock_minutes (AlcovePreferences *self)
{
  return self->lock_minutes;
}

gboolean
alcove_preferences_get_unlock_with_keyring (AlcovePreferences *self)
{
  return self->unlock_with_keyring;
}

gboolean
alcove_preferences_get_notify (AlcovePreferences *self)
{
  return self->notify;
}

gboolean
alcove_preferences_get_finish_in_background (AlcovePreferences *self)
{
  return self->finish_in_background;
}

gboolean
alcove_preferences_get_wrap_code (AlcovePreferences *self)
{
  return self->wrap_code;
}

void
alcove_preferences_set_wrap_code (AlcovePreferences *self, gboolean wrap)
{
  set_flag (self, PROP_WRAP_CODE, wrap);
}
