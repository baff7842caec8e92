/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Folders and chats in one list with sections. Main thread.
 *
 * The chats' own list knows a prefix of the history and reads on as its end comes near. Rows that stand for what is
 * not read yet would let the scroll bar tell the truth from the start, but GTK 4.18 ends the program where their
 * sections and those of the rows that take their place meet. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-sidebar-model.h"

struct _AlcoveSidebarModel
{
  GObject parent_instance;
  GListModel *folders; /* nullable */
  AlcoveConversationList *chats;
  guint n_folders;
  guint n_chats;
};

static void list_model_init (GListModelInterface *iface);
static void section_model_init (GtkSectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AlcoveSidebarModel, alcove_sidebar_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL,
                                                          section_model_init))

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  const AlcoveSidebarModel *self = ALCOVE_SIDEBAR_MODEL (model);

  return self->n_folders + self->n_chats;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AlcoveSidebarModel *self = ALCOVE_SIDEBAR_MODEL (model);

  if (position < self->n_folders)
    return g_list_model_get_item (self->folders, position);
  position -= self->n_folders;
  return g_list_model_get_item (G_LIST_MODEL (self->chats), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
get_section (GtkSectionModel *model, guint position, guint *start, guint *end)
{
  AlcoveSidebarModel *self = ALCOVE_SIDEBAR_MODEL (model);
  const guint n_items = get_n_items (G_LIST_MODEL (self));

  *start = 0;
  *end = self->n_folders;
  if (position < self->n_folders)
    return;
  if (position >= n_items)
    {
      *start = n_items;
      *end = G_MAXUINT;
      return;
    }
  alcove_conversation_list_get_section (self->chats, position - self->n_folders, start, end);
  *start += self->n_folders;
  *end = *end > n_items - self->n_folders ? n_items : *end + self->n_folders;
}

static void
section_model_init (GtkSectionModelInterface *iface)
{
  iface->get_section = get_section;
}

static void
changed (AlcoveSidebarModel *self, guint position, guint removed, guint added)
{
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
chats_changed (AlcoveSidebarModel *self, guint position, guint removed, guint added)
{
  self->n_chats = self->n_chats - removed + added;
  changed (self, self->n_folders + position, removed, added);
}

static void
folders_changed (AlcoveSidebarModel *self, guint position, guint removed, guint added)
{
  self->n_folders = self->n_folders - removed + added;
  changed (self, position, removed, added);
}

static void
alcove_sidebar_model_dispose (GObject *object)
{
  AlcoveSidebarModel *self = ALCOVE_SIDEBAR_MODEL (object);

  if (self->folders != NULL)
    g_signal_handlers_disconnect_by_data (self->folders, self);
  if (self->chats != NULL)
    g_signal_handlers_disconnect_by_data (self->chats, self);
  self->n_folders = self->n_chats = 0;
  g_clear_object (&self->folders);
  g_clear_object (&self->chats);
  G_OBJECT_CLASS (alcove_sidebar_model_parent_class)->dispose (object);
}

static void
alcove_sidebar_model_class_init (AlcoveSidebarModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = alcove_sidebar_model_dispose;
}

static void
alcove_sidebar_model_init (AlcoveSidebarModel *self)
{
}

/**
 * alcove_sidebar_model_new:
 * @folders: (nullable): folders to stand above the chats
 * @chats: chats
 *
 * Returns: (transfer full): both in one list
 */
AlcoveSidebarModel *
alcove_sidebar_model_new (GListModel *folders, AlcoveConversationList *chats)
{
  AlcoveSidebarModel *self = g_object_new (ALCOVE_TYPE_SIDEBAR_MODEL, NULL);

  g_set_object (&self->folders, folders);
  g_set_object (&self->chats, chats);
  self->n_folders = folders ? g_list_model_get_n_items (folders) : 0;
  self->n_chats = g_list_model_get_n_items (G_LIST_MODEL (chats));
  if (folders != NULL)
    g_signal_connect_swapped (folders, "items-changed", G_CALLBACK (folders_changed), self);
  g_signal_connect_swapped (chats, "items-changed", G_CALLBACK (chats_changed), self);
  return self;
}

AlcoveConversationList *
alcove_sidebar_model_get_chats (AlcoveSidebarModel *self)
{
  return self->chats;
}

/**
 * alcove_sidebar_model_find:
 * @self: a model
 * @chat: (nullable): a chat
 *
 * Returns: where it stands, or %GTK_INVALID_LIST_POSITION
 */
guint
alcove_sidebar_model_find (AlcoveSidebarModel *self, AlcoveConversation *chat)
{
  const char *id = chat ? alcove_conversation_get_id (chat) : NULL;
  guint position;

  if (id == NULL || alcove_conversation_list_find (self->chats, id, &position) == NULL)
    return GTK_INVALID_LIST_POSITION;
  return self->n_folders + position;
}

static char *
dup_month (const AlcoveChatSections *sections, guint section)
{
  const gint64 start = sections->starts[section - 1];
  g_autoptr (GDateTime) month = g_date_time_new_from_unix_local (start / 1000);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (sections->ends_at / 1000 - 1);

  if (start == 0)
    return g_strdup (C_ ("section of chats", "Long Ago"));
  if (g_date_time_get_year (month) == g_date_time_get_year (now))
    return g_date_time_format (month, "%OB");
  /* Translators: a month of another year, see man strftime */
  return g_date_time_format (month, C_ ("section of chats", "%OB %Y"));
}

/**
 * alcove_sidebar_model_dup_label:
 * @self: a model
 * @position: a row
 *
 * Returns: (transfer full): what stands above its section
 */
char *
alcove_sidebar_model_dup_label (AlcoveSidebarModel *self, guint position)
{
  guint start, end, section;

  if (position < self->n_folders)
    return g_strdup (_ ("Folders"));
  section = alcove_conversation_list_get_section (self->chats, position - self->n_folders, &start,
                                                  &end);
  switch (section)
    {
    case ALCOVE_SECTION_PINNED:
      return g_strdup (_ ("Pinned"));
    case ALCOVE_SECTION_TODAY:
      return g_strdup (_ ("Today"));
    case ALCOVE_SECTION_YESTERDAY:
      return g_strdup (_ ("Yesterday"));
    case ALCOVE_SECTION_WEEK:
      return g_strdup (_ ("Previous 7 Days"));
    case ALCOVE_SECTION_MONTH:
      return g_strdup (_ ("Previous 30 Days"));
    default:
      return dup_month (alcove_conversation_list_get_sections (self->chats), section);
    }
}

/**
 * alcove_sidebar_model_want:
 * @self: a model
 * @position: a row that is seen
 */
void
alcove_sidebar_model_want (AlcoveSidebarModel *self, guint position)
{
  if (position >= self->n_folders)
    alcove_conversation_list_want (self->chats, position - self->n_folders);
}

/**
 * alcove_sidebar_model_set_now:
 * @self: a model
 * @now_ms: the present, Unix milliseconds
 *
 * After midnight the same chats stand under other words.
 */
void
alcove_sidebar_model_set_now (AlcoveSidebarModel *self, gint64 now_ms)
{
  const guint n = get_n_items (G_LIST_MODEL (self));

  if (alcove_conversation_list_set_now (self->chats, now_ms))
    changed (self, 0, n, n);
}
