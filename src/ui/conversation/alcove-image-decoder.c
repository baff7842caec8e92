/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Decodes images of a conversation on other threads and keeps the last ones. The object lives on the main thread.
 *
 * The bytes were written by others, so they are bounded before anything is unpacked: their size, the pixels
 * that they claim, and only the formats that everybody sends. What is larger than a screen is made smaller
 * while it is read.
 *
 * What is kept holds the bytes that it was made from, and is given out for the same bytes only: a key may come
 * again, as an address in memory does, with another image behind it. */

#include "alcove-image-decoder.h"

#include <string.h>

#include "alcove-data-image.h"
#include "alcove-error.h"
#include "alcove-image-kind.h"

#define MOST_BYTES (48 * 1024 * 1024)
#define MOST_PIXELS (64 * 1024 * 1024)
#define MOST_SIDE 2048
#define KEPT_BYTES (64 * 1024 * 1024)

typedef struct
{
  guint64 key;
  GBytes *bytes;
  GdkTexture *texture;
  gsize size;
} Kept;

typedef struct
{
  guint64 key;
  GBytes *bytes;
  guint generation;
} Job;

struct _AlcoveImageDecoder
{
  GObject parent_instance;

  GQueue kept; /* Kept, the last used one first */
  gsize kept_bytes;
  guint generation; /* what was asked for before the last clearing is not kept */
};

G_DEFINE_FINAL_TYPE (AlcoveImageDecoder, alcove_image_decoder, G_TYPE_OBJECT)

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_bytes_unref (kept->bytes);
  g_object_unref (kept->texture);
  g_free (kept);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_bytes_unref (job->bytes);
  g_free (job);
}

static void
alcove_image_decoder_finalize (GObject *object)
{
  g_queue_clear_full (&ALCOVE_IMAGE_DECODER (object)->kept, kept_free);
  G_OBJECT_CLASS (alcove_image_decoder_parent_class)->finalize (object);
}

static void
alcove_image_decoder_class_init (AlcoveImageDecoderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_image_decoder_finalize;
}

static void
alcove_image_decoder_init (AlcoveImageDecoder *self)
{
  g_queue_init (&self->kept);
}

/**
 * alcove_image_decoder_get_default:
 *
 * Returns: (transfer none): the one of this program
 */
AlcoveImageDecoder *
alcove_image_decoder_get_default (void)
{
  static AlcoveImageDecoder *instance;

  if (instance == NULL)
    instance = g_object_new (ALCOVE_TYPE_IMAGE_DECODER, NULL);
  return instance;
}

/* The size is known before the pixels are: too many are refused, what is large is scaled. */
static void
size_prepared (GdkPixbufLoader *loader, int width, int height, gboolean *is_refused)
{
  const double longest = MAX (width, height);

  if (width < 1 || height < 1 || (gint64) width * height > MOST_PIXELS)
    {
      *is_refused = TRUE;
      gdk_pixbuf_loader_set_size (loader, 1, 1);
    }
  else if (longest > MOST_SIDE)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * MOST_SIDE / longest)),
                                MAX (1, (int) (height * MOST_SIDE / longest)));
}

static GdkTexture *
texture_of (GdkPixbuf *pixbuf)
{
  g_autoptr (GdkPixbuf) upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);
  g_autoptr (GBytes) bytes = gdk_pixbuf_read_pixel_bytes (upright);

  return gdk_memory_texture_new (gdk_pixbuf_get_width (upright), gdk_pixbuf_get_height (upright),
                                 gdk_pixbuf_get_has_alpha (upright) ? GDK_MEMORY_R8G8B8A8
                                                                    : GDK_MEMORY_R8G8B8,
                                 bytes, (gsize) gdk_pixbuf_get_rowstride (upright));
}

/* In small pieces, so that a refused size ends it before the rest is unpacked. */
static gboolean
feed (GdkPixbufLoader *loader, const guint8 *data, gsize size, const gboolean *is_refused,
      GError **error)
{
  for (gsize at = 0; at < size && !*is_refused; at += 65536)
    if (!gdk_pixbuf_loader_write (loader, data + at, MIN (size - at, 65536), error))
      return FALSE;
  return !*is_refused;
}

/**
 * alcove_image_decoder_decode:
 * @bytes: an image, or a "data:" address that carries one
 * @error: %ALCOVE_ERROR_UNKNOWN_FORMAT where it is one, but nothing on this computer reads its kind (WebP);
 *   %ALCOVE_ERROR_FAILED where it is none, broken or too large
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): its picture
 */
GdkTexture *
alcove_image_decoder_decode (GBytes *bytes, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (GBytes) carried = alcove_data_image_decode (text, size);
  GBytes *image = carried ? carried : bytes;
  const guint8 *data = g_bytes_get_data (image, &size);
  /* no vector formats, which can name other files */
  const char *kind = size <= MOST_BYTES ? alcove_image_kind_sniff (image) : NULL;
  g_autoptr (GdkPixbufLoader) loader
      = kind ? gdk_pixbuf_loader_new_with_mime_type (kind, NULL) : NULL;
  gboolean is_refused = FALSE, is_fed;

  if (loader != NULL)
    {
      g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared), &is_refused);
      is_fed = feed (loader, data, size, &is_refused, NULL);
      is_fed = gdk_pixbuf_loader_close (loader, NULL) && is_fed;
      if (is_fed && gdk_pixbuf_loader_get_pixbuf (loader) != NULL)
        return texture_of (gdk_pixbuf_loader_get_pixbuf (loader));
    }
  if (kind != NULL && loader == NULL)
    g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_UNKNOWN_FORMAT, "no loader for %s", kind);
  else
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_FAILED,
                         "not an image that can be shown");
  return NULL;
}

/**
 * alcove_image_decoder_lookup:
 * @self: a decoder
 * @key: of an image
 * @bytes: the image
 *
 * Returns: (transfer none) (nullable): its picture, where it is kept
 */
GdkTexture *
alcove_image_decoder_lookup (AlcoveImageDecoder *self, guint64 key, GBytes *bytes)
{
  for (GList *link = self->kept.head; link != NULL; link = link->next)
    {
      Kept *kept = link->data;

      if (kept->key != key || !(kept->bytes == bytes || g_bytes_equal (kept->bytes, bytes)))
        continue;
      g_queue_unlink (&self->kept, link);
      g_queue_push_head_link (&self->kept, link);
      return kept->texture;
    }
  return NULL;
}

static void
keep (AlcoveImageDecoder *self, const Job *job, GdkTexture *texture)
{
  Kept *kept;

  if (job->generation != self->generation
      || alcove_image_decoder_lookup (self, job->key, job->bytes) != NULL)
    return;
  kept = g_new0 (Kept, 1);
  kept->key = job->key;
  kept->bytes = g_bytes_ref (job->bytes);
  kept->texture = g_object_ref (texture);
  kept->size
      = (gsize) gdk_texture_get_width (texture) * (gsize) gdk_texture_get_height (texture) * 4
        + g_bytes_get_size (job->bytes);
  self->kept_bytes += kept->size;
  g_queue_push_head (&self->kept, kept);
  while (self->kept_bytes > KEPT_BYTES && self->kept.length > 1)
    {
      kept = g_queue_pop_tail (&self->kept);
      self->kept_bytes -= kept->size;
      kept_free (kept);
    }
}

/**
 * alcove_image_decoder_clear:
 * @self: a decoder
 *
 * Lets go of all that is kept, and keeps nothing of what is still being decoded: an account goes.
 */
void
alcove_image_decoder_clear (AlcoveImageDecoder *self)
{
  g_queue_clear_full (&self->kept, kept_free);
  self->kept_bytes = 0;
  self->generation++;
}

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  GdkTexture *texture = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  texture = alcove_image_decoder_decode (job->bytes, &error);
  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * alcove_image_decoder_request:
 * @self: a decoder
 * @key: what it is kept by
 * @bytes: an image, or a "data:" address that carries one
 * @cancellable: (nullable): for who does not want it any more
 * @callback: called on the main thread
 * @data: for @callback
 */
void
alcove_image_decoder_request (AlcoveImageDecoder *self, guint64 key, GBytes *bytes,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Job *job = g_new0 (Job, 1);

  job->key = key;
  job->bytes = g_bytes_ref (bytes);
  job->generation = self->generation;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, work);
}

/**
 * alcove_image_decoder_finish:
 * @self: a decoder
 * @result: what the callback got
 * @error: why there is no picture
 *
 * Returns: (transfer full) (nullable): the picture
 */
GdkTexture *
alcove_image_decoder_finish (AlcoveImageDecoder *self, GAsyncResult *result, GError **error)
{
  const Job *job = g_task_get_task_data (G_TASK (result));
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), error);

  if (texture != NULL)
    keep (self, job, texture);
  return texture;
}
