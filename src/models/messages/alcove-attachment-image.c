/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Makes a picture fit to be sent: one of the four formats that servers take, no larger than they look at, upright,
 * without the place where it was taken. Pure, any thread; decodes, so never on the main one. */

#include "alcove-attachment-private.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "alcove-error.h"

/* Providers make larger pictures smaller themselves, and let the sender pay for the way. */
#define MAX_SIDE 2048
#define MAX_BYTES (4 * 1024 * 1024)
#define MAX_PIXELS (100 * 1000 * 1000)
#define THUMBNAIL_SIDE 96

typedef struct
{
  gboolean is_too_large; /* to be decoded at all */
} Guard;

/* The segments that programs write beside a picture: all APPn but JFIF, the colour profile and Adobe's, and comments. */
static gboolean
is_beside_the_picture (guint8 marker)
{
  return (marker >= 0xe1 && marker <= 0xef && marker != 0xe2 && marker != 0xee) || marker == 0xfe;
}

/**
 * alcove_jpeg_strip:
 * @bytes: a JPEG
 *
 * Returns: (transfer full): the same picture without Exif, XMP, comments and the like; the whole file as it is where
 *   it is not built as it should be
 */
GBytes *
alcove_jpeg_strip (GBytes *bytes)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GByteArray) clean = g_byte_array_sized_new ((guint) size);
  gsize at = 2;

  if (size < 4 || data[0] != 0xff || data[1] != 0xd8)
    return g_bytes_ref (bytes);
  g_byte_array_append (clean, data, 2);
  while (at + 4 <= size && data[at] == 0xff && data[at + 1] != 0xda)
    {
      const gsize length = 2 + ((gsize) data[at + 2] << 8 | data[at + 3]);

      if (at + length > size || length < 4)
        return g_bytes_ref (bytes);
      if (!is_beside_the_picture (data[at + 1]))
        g_byte_array_append (clean, data + at, (guint) length);
      at += length;
    }
  if (at + 2 > size || data[at] != 0xff)
    return g_bytes_ref (bytes);
  g_byte_array_append (clean, data + at, (guint) (size - at));
  return g_byte_array_free_to_bytes (g_steal_pointer (&clean));
}

static void
size_prepared (GdkPixbufLoader *loader, int width, int height, Guard *guard)
{
  if ((gint64) width * height > MAX_PIXELS)
    {
      guard->is_too_large = TRUE;
      gdk_pixbuf_loader_set_size (loader, 1, 1);
    }
}

static GdkPixbuf *
decode (GBytes *bytes, gboolean *is_too_large)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  Guard guard = { FALSE };
  GdkPixbuf *pixbuf;
  gboolean fine;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared), &guard);
  fine = gdk_pixbuf_loader_write_bytes (loader, bytes, NULL);
  fine = gdk_pixbuf_loader_close (loader, NULL) && fine;
  *is_too_large = guard.is_too_large;
  pixbuf = fine && !guard.is_too_large ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  return pixbuf ? g_object_ref (pixbuf) : NULL;
}

static GdkPixbuf *
fit (GdkPixbuf *pixbuf, int side)
{
  const int width = gdk_pixbuf_get_width (pixbuf);
  const int height = gdk_pixbuf_get_height (pixbuf);
  const double scale = (double) side / MAX (width, height);

  if (scale >= 1)
    return g_object_ref (pixbuf);
  return gdk_pixbuf_scale_simple (pixbuf, MAX ((int) (width * scale), 1),
                                  MAX ((int) (height * scale), 1), GDK_INTERP_BILINEAR);
}

static GBytes *
encode (GdkPixbuf *pixbuf, const char *type, GError **error)
{
  const gboolean is_jpeg = g_str_equal (type, "jpeg");
  char *buffer = NULL;
  gsize length = 0;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, type, error,
                                  is_jpeg ? "quality" : "compression", is_jpeg ? "88" : "6", NULL))
    return NULL;
  return g_bytes_new_take (buffer, length);
}

static gboolean
has_turn (GdkPixbuf *pixbuf)
{
  const char *orientation = gdk_pixbuf_get_option (pixbuf, "orientation");

  return orientation != NULL && !g_str_equal (orientation, "1");
}

static GBytes *
make_thumbnail (GdkPixbuf *pixbuf)
{
  g_autoptr (GdkPixbuf) upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);
  g_autoptr (GdkPixbuf) small = fit (upright, THUMBNAIL_SIDE);

  return small ? encode (small, "png", NULL) : NULL;
}

/* What a photograph is becomes JPEG, what has holes stays PNG. */
static GBytes *
encode_anew (GdkPixbuf *pixbuf, const char **mime, GError **error)
{
  g_autoptr (GdkPixbuf) upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);
  g_autoptr (GdkPixbuf) fitting = fit (upright, MAX_SIDE);
  GBytes *png = NULL;

  if (!gdk_pixbuf_get_has_alpha (fitting) && g_strcmp0 (*mime, "image/png") != 0)
    {
      *mime = "image/jpeg";
      return encode (fitting, "jpeg", error);
    }
  png = encode (fitting, "png", error);
  if (png == NULL || g_bytes_get_size (png) <= MAX_BYTES || gdk_pixbuf_get_has_alpha (fitting))
    {
      *mime = "image/png";
      return png;
    }
  g_bytes_unref (png);
  *mime = "image/jpeg";
  return encode (fitting, "jpeg", error);
}

static GBytes *
refuse (AlcoveError code, const char *text, GError **error)
{
  g_set_error_literal (error, ALCOVE_ERROR, (int) code, text);
  return NULL;
}

/**
 * alcove_image_prepare:
 * @bytes: a picture
 * @mime: (inout): its type by its first bytes, or %NULL for another that may be decoded; what it is in the end
 * @thumbnail: (out) (nullable) (transfer full): a small PNG of it
 * @error: %ALCOVE_ERROR_ATTACHMENT_KIND or %ALCOVE_ERROR_ATTACHMENT_SIZE
 *
 * Returns: (nullable) (transfer full): what is to be sent
 */
GBytes *
alcove_image_prepare (GBytes *bytes, const char **mime, GBytes **thumbnail, GError **error)
{
  gboolean is_too_large = FALSE;
  g_autoptr (GdkPixbuf) pixbuf = decode (bytes, &is_too_large);
  const gboolean is_heavy = g_bytes_get_size (bytes) > MAX_BYTES;

  *thumbnail = pixbuf ? make_thumbnail (pixbuf) : NULL;
  if (is_too_large)
    return refuse (ALCOVE_ERROR_ATTACHMENT_SIZE, "the picture has more than 100 megapixels", error);
  /* not every system reads WebP, every provider does */
  if (pixbuf == NULL && g_strcmp0 (*mime, "image/webp") == 0 && !is_heavy)
    return g_bytes_ref (bytes);
  if (pixbuf == NULL)
    return refuse (ALCOVE_ERROR_ATTACHMENT_KIND, "the picture cannot be read", error);
  if (*mime == NULL || is_heavy || has_turn (pixbuf)
      || MAX (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf)) > MAX_SIDE)
    return encode_anew (pixbuf, mime, error);
  return g_str_equal (*mime, "image/jpeg") ? alcove_jpeg_strip (bytes) : g_bytes_ref (bytes);
}
