/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Times and pictures as other programs write them. */

#include <string.h>

#include "alcove-import-image.h"
#include "alcove-import-time.h"
#include "alcove-json-escapes.h"

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    gint64 time;
  } cases[] = {
    { "2025-03-17T22:27:59.482399Z", 1742250479482 },
    { "2025-03-17T23:27:59.482+01:00", 1742250479482 },
    { "2025-03-17 22:27:59", 1742250479000 },
    { "1742250479.482", 1742250479482 },
    { "1742250479482", 1742250479482 },
    { "1742250479482399", 1742250479482 },
    { "", 0 },
    { "yesterday", 0 },
    { "1e300", 0 },
    { "nan", 0 },
    { "-5", 0 },
    { "1742250479x", 0 },
    { "0001-01-01T00:00:00Z", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (alcove_import_time_parse (cases[i].text), ==, cases[i].time);
  g_assert_cmpint (alcove_import_time_parse (NULL), ==, 0);
}

static void
test_members (void)
{
  g_autoptr (JsonNode) node = json_from_string (
      "{\"f\":1750537482.970556,\"n\":null,\"s\":\"1750537482\",\"b\":true,\"o\":[],"
      "\"m\":{\"$date\":\"2025-06-21T20:24:42.970Z\"}}",
      NULL);
  JsonObject *object = json_node_get_object (node);

  g_assert_cmpint (alcove_import_time_read (object, "f"), ==, 1750537482971);
  g_assert_cmpint (alcove_import_time_read (object, "s"), ==, 1750537482000);
  g_assert_cmpint (alcove_import_time_read (object, "m"), ==, 1750537482970);
  g_assert_cmpint (alcove_import_time_read (object, "n"), ==, 0);
  g_assert_cmpint (alcove_import_time_read (object, "b"), ==, 0);
  g_assert_cmpint (alcove_import_time_read (object, "o"), ==, 0);
  g_assert_cmpint (alcove_import_time_read (NULL, "o"), ==, 0);
}

static void
test_pictures (void)
{
  g_autoptr (AlcovePart) gif
      = alcove_import_image_from_url ("data:image/png;base64,R0lGODlhAQABAAAAACw=", "a.gif");
  g_autoptr (AlcovePart) other
      = alcove_import_image_from_url ("data:image/png;base64,aGVsbG8gd29ybGQ=", NULL);

  g_assert_cmpint (gif->kind, ==, ALCOVE_PART_IMAGE);
  g_assert_cmpstr (gif->mime, ==, "image/gif");
  g_assert_cmpstr (gif->name, ==, "a.gif");
  g_assert_cmpint (other->kind, ==, ALCOVE_PART_FILE);
  g_assert_null (alcove_import_image_from_url ("https://example.org/a.png", NULL));
  g_assert_null (alcove_import_image_from_url ("data:image/png;base64,", NULL));
  g_assert_null (alcove_import_image_from_url (NULL, NULL));
}

static void
test_mended (void)
{
  static const struct
  {
    const char *text;
    const char *mended; /* NULL for as it is */
  } cases[] = {
    { "\"\\ud83d\\ude00\"", NULL },
    { "\"\\\\ud83d\"", NULL },
    { "\"\\u00e9\\n\"", NULL },
    { "\"\\ud83d\"", "\"\\ufffd\"" },
    { "\"\\ude00\\ud83d\"", "\"\\ufffd\\ufffd\"" },
    { "\"\\uD83D\\ud83d\\ude00\\u0000\"", "\"\\ufffd\\ud83d\\ude00\\ufffd\"" },
    { "\\ud8", NULL },
    { "\\", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup (cases[i].text);

      g_assert_cmpint (alcove_json_escapes_mend (text, strlen (text)), ==, cases[i].mended != NULL);
      g_assert_cmpstr (text, ==, cases[i].mended ? cases[i].mended : cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transfer/import-values/times", test_times);
  g_test_add_func ("/transfer/import-values/members", test_members);
  g_test_add_func ("/transfer/import-values/pictures", test_pictures);
  g_test_add_func ("/transfer/import-values/mended", test_mended);
  return g_test_run ();
}
