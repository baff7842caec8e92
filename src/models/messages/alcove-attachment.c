/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A picture or a file that goes with a prompt. Made on a thread of its own, immutable afterwards. It is read into
 * memory and goes from there into the request and, where the user saves, into the history: never into another file. */

#include "alcove-attachment-private.h"

#include <string.h>

#include "alcove-error.h"
#include "alcove-image-kind.h"

#define MAX_FILE (20 * 1024 * 1024)
#define MAX_TEXT (1024 * 1024)

struct _AlcoveAttachment
{
  GObject parent_instance;

  AlcovePart *part;
  GBytes *thumbnail;
};

G_DEFINE_FINAL_TYPE (AlcoveAttachment, alcove_attachment, G_TYPE_OBJECT)

static void
alcove_attachment_finalize (GObject *object)
{
  AlcoveAttachment *self = ALCOVE_ATTACHMENT (object);

  alcove_part_unref (self->part);
  g_clear_pointer (&self->thumbnail, g_bytes_unref);
  G_OBJECT_CLASS (alcove_attachment_parent_class)->finalize (object);
}

static void
alcove_attachment_class_init (AlcoveAttachmentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_attachment_finalize;
}

static void
alcove_attachment_init (AlcoveAttachment *self)
{
}

/**
 * alcove_attachment_new: (skip)
 * @part: an image or a file with its bytes
 * @thumbnail: (nullable): a small PNG of it
 *
 * Returns: (transfer full): the attachment
 */
AlcoveAttachment *
alcove_attachment_new (AlcovePart *part, GBytes *thumbnail)
{
  AlcoveAttachment *self = g_object_new (ALCOVE_TYPE_ATTACHMENT, NULL);

  self->part = alcove_part_ref (part);
  self->thumbnail = thumbnail ? g_bytes_ref (thumbnail) : NULL;
  return self;
}

static AlcoveAttachment *
refuse (GError **error, AlcoveError code, const char *name, const char *why)
{
  g_set_error (error, ALCOVE_ERROR, (int) code, "%s: %s", name, why);
  return NULL;
}

/* As UTF-8 without a byte order mark; NULL where it is no text. What is no UTF-8 may be text of an older Windows. */
static GBytes *
to_text (GBytes *bytes, gboolean is_named_text)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *converted = NULL;
  gsize length = 0;

  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    return g_bytes_new_from_bytes (bytes, 3, size - 3);
  if (size >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    converted = g_convert (data, (gssize) size, "UTF-8", "UTF-16", NULL, &length, NULL);
  else if (memchr (data, 0, size) != NULL)
    return NULL;
  else if (g_utf8_validate_len (data, size, NULL))
    return g_bytes_ref (bytes);
  else if (is_named_text)
    converted = g_convert (data, (gssize) size, "UTF-8", "WINDOWS-1252", NULL, &length, NULL);
  return converted ? g_bytes_new_take (g_steal_pointer (&converted), length) : NULL;
}

static gboolean
is_office (const char *mime)
{
  return g_str_has_prefix (mime, "application/vnd.openxmlformats-officedocument.")
         || g_str_has_prefix (mime, "application/vnd.oasis.opendocument.");
}

static AlcoveAttachment *
new_file (const char *name, const char *mime, GBytes *bytes)
{
  g_autoptr (AlcovePart) part = alcove_part_new_data (ALCOVE_PART_FILE, name, mime, bytes);

  return alcove_attachment_new (part, NULL);
}

static AlcoveAttachment *
new_image (const char *name, const char *mime, GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) thumbnail = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) image = alcove_image_prepare (bytes, &mime, &thumbnail, &local);
  g_autoptr (AlcovePart) part = NULL;

  if (image == NULL && local->domain != ALCOVE_ERROR)
    return refuse (error, ALCOVE_ERROR_ATTACHMENT_KIND, name, local->message);
  if (image == NULL)
    return refuse (error, (AlcoveError) local->code, name, local->message);
  part = alcove_part_new_data (ALCOVE_PART_IMAGE, name, mime, image);
  return alcove_attachment_new (part, thumbnail);
}

/**
 * alcove_attachment_new_from_bytes: (skip)
 * @bytes: a whole file
 * @name: what it is called
 * @error: as for reading it
 *
 * Any thread. What it is, its bytes tell, and its name only where they do not.
 *
 * Returns: (nullable) (transfer full): the attachment
 */
AlcoveAttachment *
alcove_attachment_new_from_bytes (GBytes *bytes, const char *name, GError **error)
{
  gsize size = 0;
  const guchar *data = g_bytes_get_data (bytes, &size);
  g_autofree char *type = g_content_type_guess (name, data, MIN (size, 4096), NULL);
  g_autofree char *guess = g_content_type_get_mime_type (type);
  const char *mime = guess ? guess : "application/octet-stream";
  const char *image = alcove_image_kind_sniff (bytes);
  g_autoptr (GBytes) text = NULL;

  if (size == 0)
    return refuse (error, ALCOVE_ERROR_ATTACHMENT_KIND, name, "the file is empty");
  if (image != NULL || (g_str_has_prefix (mime, "image/") && !g_str_has_prefix (mime, "image/svg")))
    return new_image (name, image, bytes, error);
  if (size > MAX_FILE)
    return refuse (error, ALCOVE_ERROR_ATTACHMENT_SIZE, name, "larger than 20 MiB");
  if (size > 5 && memcmp (data, "%PDF-", 5) == 0)
    return new_file (name, "application/pdf", bytes);
  if (is_office (mime))
    return new_file (name, mime, bytes);
  text = to_text (bytes, g_str_has_prefix (mime, "text/"));
  if (text == NULL)
    return refuse (error, ALCOVE_ERROR_ATTACHMENT_KIND, name,
                   "neither a picture nor a PDF, a document or text");
  if (size > MAX_TEXT)
    return refuse (error, ALCOVE_ERROR_ATTACHMENT_SIZE, name, "text larger than 1 MiB");
  return new_file (name, g_str_has_prefix (mime, "text/") ? mime : "text/plain", text);
}

/* ---- reading ---- */

typedef struct
{
  GFile *file;
  GInputStream *stream; /* instead of a file */
  char *name;
} Source;

static void
source_free (Source *source)
{
  g_clear_object (&source->file);
  g_clear_object (&source->stream);
  g_free (source->name);
  g_free (source);
}

/* Pictures are made smaller, so that more of them may be read than is sent. */
static GBytes *
read_all (GInputStream *stream, const char *name, GError **error)
{
  const gsize max = 3 * MAX_FILE;
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (64 * 1024);
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, 64 * 1024, NULL, error)) > 0)
    {
      g_byte_array_append (all, buffer, (guint) n);
      if (all->len > max)
        {
          refuse (error, ALCOVE_ERROR_ATTACHMENT_SIZE, name, "larger than 60 MiB");
          return NULL;
        }
    }
  return n < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

static char *
display_name (GFile *file)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
                                                  G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autofree char *base = g_file_get_basename (file);

  return g_strdup (info ? g_file_info_get_display_name (info) : base ? base : "file");
}

static void
read_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Source *source = data;
  g_autoptr (GBytes) bytes = NULL;
  AlcoveAttachment *attachment = NULL;
  GError *error = NULL;

  if (source->file != NULL)
    {
      source->name = display_name (source->file);
      source->stream = G_INPUT_STREAM (g_file_read (source->file, NULL, &error));
    }
  if (source->stream != NULL)
    bytes = read_all (source->stream, source->name, &error);
  if (bytes != NULL)
    attachment = alcove_attachment_new_from_bytes (bytes, source->name, &error);
  if (attachment != NULL)
    g_task_return_pointer (task, attachment, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  AlcoveAttachment *attachment = g_task_propagate_pointer (G_TASK (result), &error);

  if (attachment != NULL)
    dex_promise_resolve_object (promise, attachment);
  else
    dex_promise_reject (promise, error);
}

static DexFuture *
start (GFile *file, GInputStream *stream, const char *name)
{
  DexPromise *promise = dex_promise_new ();
  g_autoptr (GTask) task = g_task_new (NULL, NULL, read_cb, dex_ref (promise));
  Source *source = g_new0 (Source, 1);

  source->file = file ? g_object_ref (file) : NULL;
  source->stream = stream ? g_object_ref (stream) : NULL;
  source->name = g_strdup (name);
  g_task_set_task_data (task, source, (GDestroyNotify) source_free);
  g_task_run_in_thread (task, read_thread);
  return DEX_FUTURE (promise);
}

/**
 * alcove_attachment_read_file:
 * @file: a file
 *
 * Returns: (transfer full): a future of an #AlcoveAttachment; rejects where it cannot be read or sent
 */
DexFuture *
alcove_attachment_read_file (GFile *file)
{
  return start (file, NULL, NULL);
}

/**
 * alcove_attachment_read_stream:
 * @stream: for example what lies on the clipboard
 * @name: what to call it
 *
 * Returns: (transfer full): a future of an #AlcoveAttachment; rejects where it cannot be read or sent
 */
DexFuture *
alcove_attachment_read_stream (GInputStream *stream, const char *name)
{
  return start (NULL, stream, name);
}

/**
 * alcove_attachment_get_name:
 * @self: an attachment
 *
 * Returns: (transfer none): what the file is called
 */
const char *
alcove_attachment_get_name (AlcoveAttachment *self)
{
  return self->part->name;
}

/**
 * alcove_attachment_get_is_image:
 * @self: an attachment
 *
 * Returns: whether it is a picture
 */
gboolean
alcove_attachment_get_is_image (AlcoveAttachment *self)
{
  return self->part->kind == ALCOVE_PART_IMAGE;
}

/**
 * alcove_attachment_get_size:
 * @self: an attachment
 *
 * Returns: bytes that are sent
 */
gsize
alcove_attachment_get_size (AlcoveAttachment *self)
{
  return g_bytes_get_size (self->part->data);
}

/**
 * alcove_attachment_get_thumbnail:
 * @self: an attachment
 *
 * Returns: (transfer none) (nullable): a small PNG of a picture
 */
GBytes *
alcove_attachment_get_thumbnail (AlcoveAttachment *self)
{
  return self->thumbnail;
}

/**
 * alcove_attachment_get_part:
 * @self: an attachment
 *
 * Returns: (transfer none): what a message carries of it
 */
AlcovePart *
alcove_attachment_get_part (AlcoveAttachment *self)
{
  return self->part;
}
