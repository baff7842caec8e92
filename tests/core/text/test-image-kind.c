/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

#include "alcove-image-kind.h"

#include <string.h>

static void
test_name_file (void)
{
  static const struct
  {
    const char *name, *declared, *bytes, *expected;
  } cases[] = {
    { "plan", NULL, "RIFF\1\1\1\1WEBPVP8 ", "plan.webp" },
    { "plan.webp", NULL, "RIFF\1\1\1\1WEBPVP8 ", "plan.webp" },
    { "plan.png", "image/png", "RIFF\1\1\1\1WEBPVP8 ", "plan.webp" },
    { "plan.JPEG", NULL, "\xff\xd8\xff\xe0 and so on", "plan.JPEG" },
    { "plan", "image/x-icon", "some bytes that say nothing", "plan.ico" },
    { "plan", "data:image/svg+xml;base64,PHN2Zy8+", "<svg/>", "plan.svg" },
    { "plan", "DATA:IMAGE/BMP;base64,Qk0=", "BM", "plan.bmp" },
    { "v1.2 of it", "image/tiff", "II*", "v1.2 of it.tiff" },
    { "plan.tif", "image/tiff", "II*", "plan.tif" },
    { "plan", "image/../../etc", "no image", "plan" },
    { "plan", "application/pdf", "%PDF-1.7 is no image", "plan" },
    { "plan", NULL, "no image", "plan" },
    { "plan", "image/", "", "plan" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, strlen (cases[i].bytes));
      g_autofree char *name = alcove_image_kind_name_file (cases[i].name, cases[i].declared, bytes);

      g_assert_cmpstr (name, ==, cases[i].expected);
    }
}

static void
test_sniff (void)
{
  static const struct
  {
    const char *bytes, *expected;
  } cases[] = {
    { "\x89PNG\r\n\x1a\n and more", "image/png" },
    { "\xff\xd8\xff\xe1", "image/jpeg" },
    { "GIF89a!", "image/gif" },
    { "GIF88a!", NULL },
    { "RIFF\1\1\1\1WEBPV", "image/webp" },
    { "RIFF\1\1\1\1WAVEf", NULL },
    { "\x89PNG", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, strlen (cases[i].bytes));

      g_assert_cmpstr (alcove_image_kind_sniff (bytes), ==, cases[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/image-kind/name-file", test_name_file);
  g_test_add_func ("/text/image-kind/sniff", test_sniff);
  return g_test_run ();
}
