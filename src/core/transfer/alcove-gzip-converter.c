/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Unpacks gzip of any number of members, one behind the other (RFC 1952, section 2.2), as what packs in parallel or adds
 * to a file writes them; that of GLib ends with the first. What is behind the last one and is none is passed over, as
 * gzip does. Belongs to one stream. */

#include "alcove-gzip-converter.h"

/* What a member begins with. */
#define MAGIC_1 0x1f
#define MAGIC_2 0x8b

struct _AlcoveGzipConverter
{
  GObject parent_instance;

  GConverter *member;
  gboolean is_between; /* a member has ended; nothing of another one was seen */
};

static void converter_init (GConverterIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AlcoveGzipConverter, alcove_gzip_converter, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_CONVERTER, converter_init))

/* Behind a member: whether another one begins. */
static GConverterResult
look_for_member (AlcoveGzipConverter *self, const guint8 *input, gsize size, GConverterFlags flags,
                 GError **error)
{
  if (size < 2 && (flags & G_CONVERTER_INPUT_AT_END) == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "more is needed");
      return G_CONVERTER_ERROR;
    }
  if (size < 2 || input[0] != MAGIC_1 || input[1] != MAGIC_2)
    return G_CONVERTER_FINISHED;
  g_converter_reset (self->member);
  self->is_between = FALSE;
  return G_CONVERTER_CONVERTED;
}

static GConverterResult
convert (GConverter *converter, const void *input, gsize input_size, void *output,
         gsize output_size, GConverterFlags flags, gsize *n_read, gsize *n_written, GError **error)
{
  AlcoveGzipConverter *self = ALCOVE_GZIP_CONVERTER (converter);
  GConverterResult result;

  *n_read = *n_written = 0;
  if (self->is_between)
    {
      result = look_for_member (self, input, input_size, flags, error);
      if (result != G_CONVERTER_CONVERTED)
        return result;
    }
  result = g_converter_convert (self->member, input, input_size, output, output_size, flags, n_read,
                                n_written, error);
  if (result != G_CONVERTER_FINISHED)
    return result;
  self->is_between = TRUE;
  return G_CONVERTER_CONVERTED;
}

static void
reset (GConverter *converter)
{
  AlcoveGzipConverter *self = ALCOVE_GZIP_CONVERTER (converter);

  g_converter_reset (self->member);
  self->is_between = FALSE;
}

static void
converter_init (GConverterIface *iface)
{
  iface->convert = convert;
  iface->reset = reset;
}

static void
alcove_gzip_converter_finalize (GObject *object)
{
  g_clear_object (&ALCOVE_GZIP_CONVERTER (object)->member);
  G_OBJECT_CLASS (alcove_gzip_converter_parent_class)->finalize (object);
}

static void
alcove_gzip_converter_class_init (AlcoveGzipConverterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_gzip_converter_finalize;
}

static void
alcove_gzip_converter_init (AlcoveGzipConverter *self)
{
  self->member = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
}

/**
 * alcove_gzip_converter_new:
 *
 * Returns: (transfer full): what unpacks gzip, all of its members
 */
GConverter *
alcove_gzip_converter_new (void)
{
  return g_object_new (ALCOVE_TYPE_GZIP_CONVERTER, NULL);
}
