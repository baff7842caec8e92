/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A JSON text of chats: one element of its array is in memory at a time, and json-glib sees no more than that.
 * Blocks; one thread at a time. */

#include "alcove-json-reader.h"

#include "alcove-error.h"
#include "alcove-import-format.h"
#include "alcove-json.h"
#include "alcove-json-children.h"
#include "alcove-json-escapes.h"
#include "alcove-json-splitter.h"
#include "alcove-text-input.h"

#define PIECE (256 * 1024)
#define ELEMENT_MAX (64 * 1024 * 1024)
/* A parser needs some 120 bytes for each value beside the text, twice: together they stay within 300 MiB. What has more
 * is parsed in slices. */
#define VALUES_MAX 1000000
#define READY_MAX 64
/* As for archives. */
#define UNPACKED_MIN ((goffset) 256 * 1024 * 1024)
#define UNPACKED_RATIO 200

/* An element before the first one of a known format. */
typedef struct
{
  guint64 number;
  AlcoveSkipReason reason;
} Unknown;

struct _AlcoveJsonReader
{
  AlcoveImportReader parent_instance;

  GInputStream *file;
  GInputStream *stream; /* the text in it; NULL before the first bytes were looked at */
  char *name;           /* what comes before the number of an entry, NULL for nothing */
  char *buffer;
  gsize start, end; /* of what is in the buffer and was not given to the splitter */
  goffset size;     /* -1 unknown */
  goffset position; /* in the text */
  gboolean is_packed;
  AlcoveJsonSplitter *splitter;
  const AlcoveImportFormat *format;
  gpointer state;
  GArray *unknown; /* Unknown */
  guint64 n_elements;
  gboolean has_large; /* among those of no known format */
};

G_DEFINE_FINAL_TYPE (AlcoveJsonReader, alcove_json_reader, ALCOVE_TYPE_IMPORT_READER)

static char *
dup_entry (AlcoveJsonReader *self, guint64 number)
{
  if (self->name == NULL)
    return g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  return g_strdup_printf ("%s: %" G_GUINT64_FORMAT, self->name, number);
}

static void
skip (AlcoveJsonReader *self, guint64 number, AlcoveSkipReason reason, AlcoveImportSink *sink)
{
  g_autofree char *entry = dup_entry (self, number);

  alcove_import_sink_skip (sink, entry, reason);
}

/* The first element that is of a format tells that of the file. */
static void
learn_format (AlcoveJsonReader *self, JsonNode *element, AlcoveImportSink *sink)
{
  self->format = alcove_import_format_find (element);
  if (self->format == NULL)
    return;
  if (self->format->begin != NULL)
    self->state = self->format->begin ();
  for (guint i = 0; i < self->unknown->len; i++)
    {
      const Unknown *unknown = &g_array_index (self->unknown, Unknown, i);

      skip (self, unknown->number, unknown->reason, sink);
    }
}

static void
refuse (AlcoveJsonReader *self, AlcoveSkipReason reason, AlcoveImportSink *sink)
{
  const Unknown unknown = { self->n_elements, reason };

  if (self->format != NULL)
    {
      skip (self, self->n_elements, reason, sink);
      if (self->format->lost != NULL)
        self->format->lost (self->state);
    }
  else if (reason == ALCOVE_SKIP_TOO_LARGE)
    self->has_large = TRUE;
  if (self->format == NULL && self->unknown->len < 1000)
    g_array_append_val (self->unknown, unknown);
}

/* What is deeper than the parser goes may be messages within messages. */
static gboolean
parse (JsonParser *parser, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *flat = NULL;
  gsize flat_length;

  if (json_parser_load_from_data (parser, text, (gssize) length, &error))
    return TRUE;
  if (!g_error_matches (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_NESTING))
    return FALSE;
  flat = alcove_json_children_flatten (text, length, &flat_length);
  return json_parser_load_from_data (parser, flat, (gssize) flat_length, NULL);
}

/* Some write the array within an object: its elements are read like those of the file. */
static JsonArray *
find_wrapped (JsonNode *root)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonArray *chats = alcove_json_array (object, "conversations");

  if (chats == NULL || alcove_import_format_find (root) != NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (chats); i++)
    if (alcove_import_format_find (json_array_get_element (chats, i)) != NULL)
      return chats;
  return NULL;
}

static void
read_wrapped (AlcoveJsonReader *self, JsonArray *chats, const char *entry, AlcoveImportSink *sink)
{
  for (guint i = 0; i < json_array_get_length (chats); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%u", entry, i + 1);
      JsonNode *element = json_array_get_element (chats, i);

      if (self->format == NULL)
        learn_format (self, element, sink);
      if (self->format != NULL)
        self->format->read (self->state, element, name, sink);
      else
        alcove_import_sink_skip (sink, name, ALCOVE_SKIP_BROKEN);
    }
}

/* More values than are parsed at once. */
static void
take_slices (AlcoveJsonReader *self, const char *text, gsize length, const char *entry,
             AlcoveImportSink *sink)
{
  g_autoptr (AlcoveJsonSlices) slices = alcove_json_slices_new (text, length, VALUES_MAX);
  JsonNode *root = alcove_json_slices_get_root (slices);

  if (root != NULL && self->format == NULL)
    learn_format (self, root, sink);
  if (root != NULL && self->format != NULL && self->format->read_slices != NULL)
    self->format->read_slices (self->state, slices, entry, sink);
  else
    refuse (self,
            root != NULL || alcove_json_slices_is_too_large (slices) ? ALCOVE_SKIP_TOO_LARGE
                                                                     : ALCOVE_SKIP_BROKEN,
            sink);
}

static void
take_element (AlcoveJsonReader *self, AlcoveImportSink *sink)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autofree char *entry = dup_entry (self, self->n_elements);
  JsonArray *wrapped;
  JsonNode *root;
  gsize length;
  char *text = alcove_json_splitter_get_element (self->splitter, &length);

  alcove_json_escapes_mend (text, length);
  if (alcove_json_splitter_get_n_values (self->splitter) > VALUES_MAX)
    {
      take_slices (self, text, length, entry, sink);
      return;
    }
  parser = json_parser_new ();
  if (!parse (parser, text, length))
    {
      refuse (self, ALCOVE_SKIP_BROKEN, sink);
      return;
    }
  root = json_parser_get_root (parser);
  if (root != NULL && self->format == NULL)
    learn_format (self, root, sink);
  wrapped = root != NULL ? find_wrapped (root) : NULL;
  if (wrapped != NULL)
    read_wrapped (self, wrapped, entry, sink);
  else if (root != NULL && self->format != NULL)
    self->format->read (self->state, root, entry, sink);
  else
    refuse (self, ALCOVE_SKIP_BROKEN, sink);
}

/* A file that was packed and cut short ends where its bytes end. */
static gssize
read_piece (AlcoveJsonReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  gssize n = -1;

  if (self->stream == NULL)
    self->stream = alcove_text_input_new (self->file, &self->is_packed, cancellable, &local);
  if (self->stream != NULL)
    n = g_input_stream_read (self->stream, self->buffer, PIECE, cancellable, &local);
  if (n >= 0 || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return MAX (n, 0);
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_DAMAGED_FILE, "the file is damaged: %s",
                 local->message);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return -1;
}

/* What is packed may become many times its size, and no more than that. */
static gboolean
check_proportion (AlcoveJsonReader *self, GError **error)
{
  if (!self->is_packed || self->position <= UNPACKED_MIN
      || self->position / UNPACKED_RATIO <= MAX (self->size, 0))
    return TRUE;
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_ARCHIVE_TOO_LARGE,
                       "the file unpacks to far more than its size");
  return FALSE;
}

/* FALSE at the end of the file, and with an error. */
static gboolean
fill (AlcoveJsonReader *self, GCancellable *cancellable, GError **error)
{
  const gssize n = read_piece (self, cancellable, error);

  if (n <= 0)
    return FALSE;
  self->start = 0;
  self->end = (gsize) n;
  self->position += n;
  return check_proportion (self, error);
}

static gboolean
set_unknown (GError **error)
{
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_UNKNOWN_FORMAT,
                       "not a file of chats that is known");
  return FALSE;
}

/* Always FALSE. */
static gboolean
finish (AlcoveJsonReader *self, AlcoveImportSink *sink, GError **error)
{
  const gboolean is_whole = alcove_json_splitter_is_whole (self->splitter);

  if (alcove_json_splitter_is_open (self->splitter))
    {
      self->n_elements++;
      refuse (self, ALCOVE_SKIP_INCOMPLETE, sink);
    }
  /* An empty array is a file of no chats. */
  if (self->format == NULL && self->has_large)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_FILE_TOO_LARGE,
                           "nothing in the file is small enough to be looked at");
      return FALSE;
    }
  if (self->format == NULL && (self->n_elements > 0 || !is_whole))
    return set_unknown (error);
  if (self->format != NULL && self->format->end != NULL)
    self->format->end (self->state, is_whole, sink);
  return FALSE;
}

static gboolean
alcove_json_reader_step (AlcoveImportReader *reader, AlcoveImportSink *sink,
                         GCancellable *cancellable, GError **error)
{
  AlcoveJsonReader *self = ALCOVE_JSON_READER (reader);
  g_autoptr (GError) local = NULL;

  if (self->start == self->end && !fill (self, cancellable, &local))
    {
      if (local == NULL)
        return finish (self, sink, error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  while (self->start < self->end && alcove_import_sink_get_n_ready (sink) < READY_MAX)
    {
      gsize taken;
      const AlcoveSplit split = alcove_json_splitter_feed (
          self->splitter, self->buffer + self->start, self->end - self->start, &taken);

      self->start += taken;
      if (split == ALCOVE_SPLIT_NOT_JSON)
        return set_unknown (error);
      if (split == ALCOVE_SPLIT_NEEDS_MORE)
        continue;
      self->n_elements++;
      if (split == ALCOVE_SPLIT_ELEMENT)
        take_element (self, sink);
      else
        refuse (self, ALCOVE_SKIP_TOO_LARGE, sink);
    }
  return TRUE;
}

static const char *
alcove_json_reader_get_format (AlcoveImportReader *reader)
{
  AlcoveJsonReader *self = ALCOVE_JSON_READER (reader);

  return self->format ? self->format->name : NULL;
}

static double
alcove_json_reader_get_position (AlcoveImportReader *reader)
{
  AlcoveJsonReader *self = ALCOVE_JSON_READER (reader);

  goffset position = self->position;

  if (self->is_packed)
    position = G_IS_SEEKABLE (self->file) ? g_seekable_tell (G_SEEKABLE (self->file)) : 0;
  return self->size > 0 ? (double) position / (double) self->size : 0;
}

static void
alcove_json_reader_finalize (GObject *object)
{
  AlcoveJsonReader *self = ALCOVE_JSON_READER (object);

  if (self->format != NULL && self->format->free != NULL)
    self->format->free (self->state);
  g_clear_object (&self->file);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->splitter, alcove_json_splitter_free);
  g_clear_pointer (&self->unknown, g_array_unref);
  g_free (self->buffer);
  g_free (self->name);
  G_OBJECT_CLASS (alcove_json_reader_parent_class)->finalize (object);
}

static void
alcove_json_reader_class_init (AlcoveJsonReaderClass *klass)
{
  AlcoveImportReaderClass *reader_class = ALCOVE_IMPORT_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = alcove_json_reader_finalize;
  reader_class->step = alcove_json_reader_step;
  reader_class->get_format = alcove_json_reader_get_format;
  reader_class->get_position = alcove_json_reader_get_position;
}

static void
alcove_json_reader_init (AlcoveJsonReader *self)
{
  self->buffer = g_malloc (PIECE);
  self->splitter = alcove_json_splitter_new (ELEMENT_MAX);
  self->unknown = g_array_new (FALSE, FALSE, sizeof (Unknown));
}

/**
 * alcove_json_reader_new:
 * @stream: the bytes of a JSON text, which may be packed with gzip
 * @size: how many they are, -1 where that is not known
 * @name: (nullable): what entries are told by beside their number, as the name of a file within an archive
 *
 * Returns: (transfer full): a reader at its start
 */
AlcoveImportReader *
alcove_json_reader_new (GInputStream *stream, goffset size, const char *name)
{
  AlcoveJsonReader *self = g_object_new (ALCOVE_TYPE_JSON_READER, NULL);

  self->file = g_object_ref (stream);
  self->size = size;
  self->name = g_strdup (name);
  return ALCOVE_IMPORT_READER (self);
}

/**
 * alcove_json_reader_open:
 * @file: a JSON text
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a reader at its start
 */
AlcoveImportReader *
alcove_json_reader_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GFileInfo) info = NULL;

  if (stream == NULL)
    return NULL;
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);
  return alcove_json_reader_new (G_INPUT_STREAM (stream), info ? g_file_info_get_size (info) : -1,
                                 NULL);
}
