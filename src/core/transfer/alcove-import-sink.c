/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Where the readers of foreign files put what they find: chats, made fit for a history, and entries that cannot be
 * one. Belongs to one thread at a time. */

#include "alcove-import-sink.h"

#include "alcove-bundle-order.h"
#include "alcove-import-asset.h"

#define N_SKIPS_MAX 10000

struct _AlcoveImportSink
{
  GPtrArray *ready;
  GPtrArray *skips;
  char *name; /* nullable: of the file that entries are of */
  gboolean has_files;
  GError *error;
};

G_DEFINE_ENUM_TYPE (AlcoveSkipReason, alcove_skip_reason,
                    G_DEFINE_ENUM_VALUE (ALCOVE_SKIP_BROKEN, "broken"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_SKIP_EMPTY, "empty"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_SKIP_TOO_LARGE, "too-large"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_SKIP_CYCLIC, "cyclic"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_SKIP_INCOMPLETE, "incomplete"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_SKIP_CONFLICT, "conflict"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_SKIP_NOT_WRITTEN, "not-written"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_SKIP_UNKNOWN, "unknown-format"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_SKIP_LOCKED, "locked"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_SKIP_UNSAFE, "unsafe-file"))

/**
 * alcove_skip_reason_to_string:
 * @reason: why an entry is not taken
 *
 * Returns: (transfer none): its stable word
 */
const char *
alcove_skip_reason_to_string (AlcoveSkipReason reason)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (ALCOVE_TYPE_SKIP_REASON);
  const GEnumValue *found = g_enum_get_value ((GEnumClass *) klass, (int) reason);

  return found ? found->value_nick : "";
}

AlcoveSkip *
alcove_skip_new (const char *entry, AlcoveSkipReason reason)
{
  AlcoveSkip *self = g_new0 (AlcoveSkip, 1);

  self->entry = g_strdup (entry);
  self->reason = reason;
  return self;
}

AlcoveSkip *
alcove_skip_copy (const AlcoveSkip *self)
{
  return alcove_skip_new (self->entry, self->reason);
}

void
alcove_skip_free (AlcoveSkip *self)
{
  g_free (self->entry);
  g_free (self);
}

void
alcove_imported_free (AlcoveImported *self)
{
  g_free (self->entry);
  alcove_chat_bundle_unref (self->bundle);
  g_free (self);
}

AlcoveImportSink *
alcove_import_sink_new (void)
{
  AlcoveImportSink *self = g_new0 (AlcoveImportSink, 1);

  self->ready = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_imported_free);
  self->skips = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_skip_free);
  return self;
}

void
alcove_import_sink_free (AlcoveImportSink *self)
{
  g_ptr_array_unref (self->ready);
  g_ptr_array_unref (self->skips);
  g_clear_error (&self->error);
  g_free (self->name);
  g_free (self);
}

static char *
dup_entry (AlcoveImportSink *self, const char *entry)
{
  return self->name ? g_strdup_printf ("%s: %s", self->name, entry) : g_strdup (entry);
}

/**
 * alcove_import_sink_add:
 * @self: a sink
 * @entry: where the chat stands in the file
 * @bundle: (transfer full): a whole chat. It and its messages have ids that are the same whenever the file is read;
 *   times that are not known are 0; a parent that is not there is none; the order does not matter
 *
 * Takes a chat, put in order by [func@bundle_put_in_order]; one that cannot be is skipped.
 */
void
alcove_import_sink_add (AlcoveImportSink *self, const char *entry, AlcoveChatBundle *bundle)
{
  AlcoveImported *imported = g_new0 (AlcoveImported, 1);
  AlcoveSkipReason reason;

  imported->entry = dup_entry (self, entry);
  imported->bundle = bundle;
  if (!self->has_files)
    alcove_import_asset_drop_voices (bundle);
  reason = alcove_bundle_put_in_order (bundle);
  if (reason == 0)
    {
      g_ptr_array_add (self->ready, imported);
      return;
    }
  alcove_import_sink_skip (self, entry, reason);
  alcove_imported_free (imported);
}

/**
 * alcove_import_sink_skip:
 * @self: a sink
 * @entry: where it stands in the file
 * @reason: why it cannot be taken
 *
 * A file of nothing but broken entries does not fill the memory: so many are listed, and no more.
 */
void
alcove_import_sink_skip (AlcoveImportSink *self, const char *entry, AlcoveSkipReason reason)
{
  g_autofree char *named = dup_entry (self, entry);

  if (self->skips->len < N_SKIPS_MAX)
    g_ptr_array_add (self->skips, alcove_skip_new (named, reason));
}

/**
 * alcove_import_sink_set_name:
 * @self: a sink
 * @name: (nullable): of the file that is read from now on
 *
 * Where several are read, entries are told by the name of theirs.
 */
void
alcove_import_sink_set_name (AlcoveImportSink *self, const char *name)
{
  g_set_str (&self->name, name);
}

/**
 * alcove_import_sink_set_has_files:
 * @self: a sink
 *
 * What stands beside the texts is given to the chats later: parts that are nothing without it stay.
 */
void
alcove_import_sink_set_has_files (AlcoveImportSink *self)
{
  self->has_files = TRUE;
}

/**
 * alcove_import_sink_pass:
 * @self: a sink
 * @imported: (transfer full): what another sink took
 *
 * It is fit for a history already.
 */
void
alcove_import_sink_pass (AlcoveImportSink *self, AlcoveImported *imported)
{
  char *named = dup_entry (self, imported->entry);

  g_free (imported->entry);
  imported->entry = named;
  g_ptr_array_add (self->ready, imported);
}

/**
 * alcove_import_sink_fail:
 * @self: a sink
 * @error: (transfer full): why nothing more of the file can be taken
 *
 * For what is of the file and not of an entry, as a version that is not known.
 */
void
alcove_import_sink_fail (AlcoveImportSink *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
}

/* (transfer full) (nullable) */
GError *
alcove_import_sink_take_error (AlcoveImportSink *self)
{
  return g_steal_pointer (&self->error);
}

guint
alcove_import_sink_get_n_ready (AlcoveImportSink *self)
{
  return self->ready->len;
}

/* (transfer full) (element-type AlcoveImported): what was added since the last time. */
GPtrArray *
alcove_import_sink_take (AlcoveImportSink *self)
{
  GPtrArray *ready = g_steal_pointer (&self->ready);

  self->ready = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_imported_free);
  return ready;
}

/* (transfer full) (element-type AlcoveSkip): what was skipped since the last time. */
GPtrArray *
alcove_import_sink_take_skips (AlcoveImportSink *self)
{
  GPtrArray *skips = g_steal_pointer (&self->skips);

  self->skips = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_skip_free);
  return skips;
}
