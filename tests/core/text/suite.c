/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Reads the suites that others wrote. They lie outside of the project and may be absent. For tests. */

#include "suite.h"

#include <json-glib/json-glib.h>

static void
example_free (SuiteExample *example)
{
  g_free (example->markdown);
  g_free (example->html);
  g_free (example->section);
  g_free (example);
}

static void
section_free (SuiteSection *section)
{
  g_free (section->name);
  g_ptr_array_unref (section->examples);
  g_free (section);
}

char *
suite_read (const char *path, gsize *length)
{
  const char *shared = g_getenv ("ALCOVE_SHARED");
  g_autofree char *file = g_build_filename (shared ? shared : "", path, NULL);
  char *data = NULL;

  if (!shared || !g_file_get_contents (file, &data, length, NULL))
    return NULL;
  return data;
}

static void
load_file (GPtrArray *examples, const char *suite, const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *data = NULL;
  gsize length;
  JsonArray *array;

  data = suite_read (path, &length);
  if (!data)
    return;
  g_assert_true (json_parser_load_from_data (parser, data, (gssize) length, NULL));
  array = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      SuiteExample *example = g_new0 (SuiteExample, 1);

      example->markdown = g_strdup (json_object_get_string_member (object, "markdown"));
      example->html = g_strdup (json_object_get_string_member (object, "html"));
      example->number = json_object_get_int_member (object, "example");
      example->section
          = g_strconcat (suite, "/", json_object_get_string_member (object, "section"), NULL);
      g_ptr_array_add (examples, example);
    }
}

GPtrArray *
suite_load_examples (void)
{
  GPtrArray *examples = g_ptr_array_new_with_free_func ((GDestroyNotify) example_free);

  load_file (examples, "commonmark", "suites/commonmark/spec.json");
  load_file (examples, "gfm", "suites/gfm/spec.json");
  load_file (examples, "gfm-extensions", "suites/gfm/extensions.json");
  return examples;
}

GPtrArray *
suite_load (void)
{
  GPtrArray *sections = g_ptr_array_new_with_free_func ((GDestroyNotify) section_free);
  g_autoptr (GPtrArray) examples = suite_load_examples ();
  SuiteSection *section = NULL;

  while (examples->len > 0)
    {
      SuiteExample *example = g_ptr_array_steal_index (examples, 0);

      if (!section || g_strcmp0 (section->name, example->section) != 0)
        {
          section = g_new0 (SuiteSection, 1);
          section->name = g_strdup (example->section);
          section->examples = g_ptr_array_new_with_free_func ((GDestroyNotify) example_free);
          g_ptr_array_add (sections, section);
        }
      g_ptr_array_add (section->examples, example);
    }
  return sections;
}
