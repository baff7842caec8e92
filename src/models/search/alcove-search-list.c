/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A search as it is typed. Main thread. At most one is on its way: a newer one interrupts it and begins when it has
 * ended, so keys that come faster than answers cost nothing. A key after a pause is searched at once, others when
 * they pause. Further pages ask for twice as many, as the store counts from the newest: all of them together cost no
 * more than the last. */

#include "alcove-search-list.h"

#include "alcove-search-text.h"
#include "alcove-session-private.h"

#define FIRST_PAGE 50
#define PAUSE_MS 40

typedef enum
{
  PROP_QUERY = 1,
  PROP_IS_SEARCHING,
  PROP_HAS_MORE,
  PROP_ERROR,
} AlcoveSearchListProperty;

struct _AlcoveSearchList
{
  GObject parent_instance;

  AlcoveSession *session;
  GPtrArray *items;
  char *query; /* nullable: of the items */
  GError *error;
  char *wanted; /* nullable: what is being searched for or will be */
  guint limit;
  guint pause_source;
  gint64 typed_at; /* monotonic, in microseconds */
  gboolean by_rank;
  gboolean is_running;
  gboolean is_searching;
  gboolean is_stale; /* what is running is not what is wanted */
  gboolean has_more;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AlcoveSearchList, alcove_search_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GParamSpec *props[PROP_ERROR + 1];

static GType
get_item_type (GListModel *model)
{
  return ALCOVE_TYPE_SEARCH_RESULT;
}

static guint
get_n_items (GListModel *model)
{
  return ALCOVE_SEARCH_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AlcoveSearchList *self = ALCOVE_SEARCH_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_same (AlcoveSearchResult *a, AlcoveSearchResult *b)
{
  return g_strcmp0 (alcove_search_result_get_conversation_id (a),
                    alcove_search_result_get_conversation_id (b))
             == 0
         && g_strcmp0 (alcove_search_result_get_message_id (a),
                       alcove_search_result_get_message_id (b))
                == 0
         && g_strcmp0 (alcove_search_result_get_snippet (a), alcove_search_result_get_snippet (b))
                == 0;
}

/* Rows that stay are not made anew: the reader may be on one of them. */
static void
take_items (AlcoveSearchList *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->items);
  guint n_kept = 0;

  self->items = g_ptr_array_ref (items);
  while (n_kept < MIN (old->len, items->len)
         && is_same (g_ptr_array_index (old, n_kept), g_ptr_array_index (items, n_kept)))
    {
      g_object_unref (g_ptr_array_index (items, n_kept));
      g_ptr_array_index (items, n_kept) = g_object_ref (g_ptr_array_index (old, n_kept));
      n_kept++;
    }
  if (n_kept < old->len || n_kept < items->len)
    g_list_model_items_changed (G_LIST_MODEL (self), n_kept, old->len - n_kept,
                                items->len - n_kept);
}

static void
set_searching (AlcoveSearchList *self, gboolean is_searching)
{
  if (self->is_searching == is_searching)
    return;
  self->is_searching = is_searching;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_SEARCHING]);
}

/* The items first: whoever hears of the rest sees what it belongs to. */
static void
show (AlcoveSearchList *self, const char *query, GPtrArray *items, const GError *error,
      gboolean has_more)
{
  g_object_freeze_notify (G_OBJECT (self));
  take_items (self, items);
  if (g_set_str (&self->query, query))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_QUERY]);
  if (self->error != NULL || error != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
  g_clear_error (&self->error);
  self->error = error ? g_error_copy (error) : NULL;
  if (self->has_more != has_more)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HAS_MORE]);
  self->has_more = has_more;
  set_searching (self, FALSE);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
show_nothing (AlcoveSearchList *self, const char *query, const GError *error)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new_with_free_func (g_object_unref);

  show (self, query, none, error, FALSE);
}

static GPtrArray *
dup_items (GListModel *model)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (items, g_list_model_get_item (model, i));
  return items;
}

static void start (AlcoveSearchList *self);

/* A search of another window of the account ends this one, too; only its end ends it for good. */
static gboolean
was_interrupted (AlcoveSearchList *self, const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         && !alcove_session_get_is_closed (self->session);
}

/* One that was overtaken is dropped, whatever it found. */
static DexFuture *
found_cb (DexFuture *future, gpointer data)
{
  AlcoveSearchList *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  self->is_running = FALSE;
  if (self->wanted == NULL)
    return dex_future_new_true ();
  if (self->is_stale || was_interrupted (self, error))
    {
      if (self->pause_source == 0)
        start (self);
    }
  else if (value != NULL)
    {
      g_autoptr (GPtrArray) items = dup_items (g_value_get_object (value));

      show (self, self->wanted, items, NULL, items->len >= self->limit);
    }
  else
    show_nothing (self, self->wanted, error);
  return dex_future_new_true ();
}

static void
start (AlcoveSearchList *self)
{
  self->is_running = TRUE;
  self->is_stale = FALSE;
  set_searching (self, TRUE);
  dex_future_disown (dex_future_finally (alcove_session_search_by (self->session, self->wanted,
                                                                   self->by_rank, self->limit),
                                         found_cb, g_object_ref (self), g_object_unref));
}

/* Begins now, or when what is running has made way. */
static void
start_soon (AlcoveSearchList *self)
{
  if (!self->is_running)
    start (self);
  else if (!self->is_stale)
    {
      self->is_stale = TRUE;
      alcove_session_interrupt_searches (self->session);
    }
}

static void
paused_cb (gpointer data)
{
  AlcoveSearchList *self = data;

  self->pause_source = 0;
  start_soon (self);
}

/**
 * alcove_search_list_search:
 * @self: a list
 * @query: what to find, as [method@Session.search] takes it; nothing for nothing
 * @by_rank: whether the best come first, else the newest
 */
void
alcove_search_list_search (AlcoveSearchList *self, const char *query, gboolean by_rank)
{
  const gint64 now = g_get_monotonic_time ();
  const gboolean was_quiet = now - self->typed_at > PAUSE_MS * 1000;

  if (g_strcmp0 (self->wanted, query) == 0 && self->by_rank == by_rank)
    return;
  self->by_rank = by_rank;
  self->limit = FIRST_PAGE;
  g_clear_handle_id (&self->pause_source, g_source_remove);
  if (query == NULL || *query == '\0')
    {
      alcove_search_list_stop (self);
      return;
    }
  self->typed_at = now;
  g_set_str (&self->wanted, query);
  set_searching (self, TRUE);
  if (was_quiet)
    start_soon (self);
  else
    {
      self->pause_source = g_timeout_add_once (PAUSE_MS, paused_cb, self);
      if (self->is_running && !self->is_stale)
        start_soon (self); /* makes way already */
    }
}

/**
 * alcove_search_list_want_more:
 * @self: a list
 *
 * The reader is near the end of what is here.
 */
void
alcove_search_list_want_more (AlcoveSearchList *self)
{
  if (!self->has_more || self->is_searching || self->is_running)
    return;
  self->limit *= 2;
  start (self);
}

/**
 * alcove_search_list_stop:
 * @self: a list
 *
 * Forgets what was searched and found.
 */
void
alcove_search_list_stop (AlcoveSearchList *self)
{
  g_clear_handle_id (&self->pause_source, g_source_remove);
  g_clear_pointer (&self->wanted, g_free);
  if (self->is_running)
    {
      self->is_stale = TRUE;
      alcove_session_interrupt_searches (self->session);
    }
  show_nothing (self, NULL, NULL);
}

const char *
alcove_search_list_get_query (AlcoveSearchList *self)
{
  return self->query;
}

gboolean
alcove_search_list_get_is_searching (AlcoveSearchList *self)
{
  return self->is_searching;
}

gboolean
alcove_search_list_get_has_more (AlcoveSearchList *self)
{
  return self->has_more;
}

const GError *
alcove_search_list_get_error (AlcoveSearchList *self)
{
  return self->error;
}

static void
alcove_search_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveSearchList *self = ALCOVE_SEARCH_LIST (object);

  switch ((AlcoveSearchListProperty) prop_id)
    {
    case PROP_QUERY:
      g_value_set_string (value, self->query);
      break;
    case PROP_IS_SEARCHING:
      g_value_set_boolean (value, self->is_searching);
      break;
    case PROP_HAS_MORE:
      g_value_set_boolean (value, self->has_more);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_search_list_dispose (GObject *object)
{
  g_clear_handle_id (&ALCOVE_SEARCH_LIST (object)->pause_source, g_source_remove);
  G_OBJECT_CLASS (alcove_search_list_parent_class)->dispose (object);
}

static void
alcove_search_list_finalize (GObject *object)
{
  AlcoveSearchList *self = ALCOVE_SEARCH_LIST (object);

  g_ptr_array_unref (self->items);
  g_clear_error (&self->error);
  g_free (self->query);
  g_free (self->wanted);
  g_object_unref (self->session);
  G_OBJECT_CLASS (alcove_search_list_parent_class)->finalize (object);
}

static void
alcove_search_list_class_init (AlcoveSearchListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = alcove_search_list_get_property;
  object_class->dispose = alcove_search_list_dispose;
  object_class->finalize = alcove_search_list_finalize;
  props[PROP_QUERY] = g_param_spec_string ("query", NULL, NULL, NULL, flags);
  props[PROP_IS_SEARCHING] = g_param_spec_boolean ("is-searching", NULL, NULL, FALSE, flags);
  props[PROP_HAS_MORE] = g_param_spec_boolean ("has-more", NULL, NULL, FALSE, flags);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
alcove_search_list_init (AlcoveSearchList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * alcove_search_list_new:
 * @session: an open account
 *
 * Returns: (transfer full): a list that has not searched yet
 */
AlcoveSearchList *
alcove_search_list_new (AlcoveSession *session)
{
  AlcoveSearchList *self = g_object_new (ALCOVE_TYPE_SEARCH_LIST, NULL);

  self->session = g_object_ref (session);
  return self;
}
