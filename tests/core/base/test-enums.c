/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Numbers and words of the field: both are stored, so neither ever changes. */

#include <alcove-enums.h>

typedef struct
{
  const char *type;
  int number;
  const char *word;
} Word;

static const Word words[] = {
  { "role", 1, "user" },          { "role", 2, "assistant" }, { "role", 3, "system" },
  { "role", 4, "tool" },          { "status", 1, "pending" }, { "status", 2, "streaming" },
  { "status", 3, "complete" },    { "status", 4, "stopped" }, { "status", 5, "truncated" },
  { "status", 6, "interrupted" }, { "status", 7, "failed" },  { "part", 1, "text" },
  { "part", 2, "reasoning" },     { "part", 3, "refusal" },   { "part", 4, "image" },
  { "part", 5, "file" },          { "part", 6, "tool_call" }, { "part", 7, "tool_result" },
  { "part", 8, "citation" },      { "title", 1, "prompt" },   { "title", 2, "model" },
  { "title", 3, "user" },
};

static GType
type_of (const char *name)
{
  if (g_str_equal (name, "role"))
    return ALCOVE_TYPE_ROLE;
  if (g_str_equal (name, "status"))
    return ALCOVE_TYPE_STATUS;
  return g_str_equal (name, "part") ? ALCOVE_TYPE_PART_KIND : ALCOVE_TYPE_TITLE_SOURCE;
}

static void
test_word (gconstpointer data)
{
  const Word *word = data;
  g_autoptr (GTypeClass) klass = g_type_class_ref (type_of (word->type));
  const GEnumValue *by_number = g_enum_get_value ((GEnumClass *) klass, word->number);
  const GEnumValue *by_word = g_enum_get_value_by_nick ((GEnumClass *) klass, word->word);

  g_assert_nonnull (by_number);
  g_assert_true (by_number == by_word);
}

/* one that is added must be added to the table above too */
static void
test_complete (void)
{
  const char *types[] = { "role", "status", "part", "title" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GTypeClass) klass = g_type_class_ref (type_of (types[i]));

      n += ((GEnumClass *) klass)->n_values;
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (words));
}

static void
test_role (void)
{
  for (int role = ALCOVE_ROLE_USER; role <= ALCOVE_ROLE_TOOL; role++)
    g_assert_cmpint (alcove_role_from_string (alcove_role_to_string ((AlcoveRole) role)), ==, role);
  g_assert_cmpint (alcove_role_from_string ("developer"), ==, ALCOVE_ROLE_SYSTEM);
}

static void
test_unknown (void)
{
  g_assert_cmpint (alcove_role_from_string ("nobody"), ==, 0);
  g_assert_cmpint (alcove_role_from_string (NULL), ==, 0);
  g_assert_cmpstr (alcove_role_to_string ((AlcoveRole) 0), ==, "");
  g_assert_cmpstr (alcove_status_to_string ((AlcoveStatus) 99), ==, "");
  g_assert_cmpstr (alcove_part_kind_to_string ((AlcovePartKind) -1), ==, "");
}

static void
test_open (void)
{
  g_assert_true (alcove_status_is_open (ALCOVE_STATUS_PENDING));
  g_assert_true (alcove_status_is_open (ALCOVE_STATUS_STREAMING));
  for (int status = ALCOVE_STATUS_COMPLETE; status <= ALCOVE_STATUS_FAILED; status++)
    g_assert_false (alcove_status_is_open ((AlcoveStatus) status));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/base/enums/frozen/%s/%s", words[i].type, words[i].word);

      g_test_add_data_func (path, &words[i], test_word);
    }
  g_test_add_func ("/base/enums/complete", test_complete);
  g_test_add_func ("/base/enums/role-round-trip", test_role);
  g_test_add_func ("/base/enums/unknown", test_unknown);
  g_test_add_func ("/base/enums/open-status", test_open);
  return g_test_run ();
}
