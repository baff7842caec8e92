/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Nothing of the message before is left in a row that serves another: neither words nor buttons, no menu and no
 * focus. */

#include <adwaita.h>

#include "alcove-message-footer.h"
#include "alcove-templates.h"
#include "view-fixture.h"

/* All that a person sees of a widget, or can press in it. */
static void
tell (GtkWidget *widget, GString *out)
{
  g_auto (GStrv) classes = gtk_widget_get_css_classes (widget);
  g_autofree char *styles = g_strjoinv (".", classes);
  const char *tip = gtk_widget_get_tooltip_text (widget);
  GVariant *target = GTK_IS_ACTIONABLE (widget)
                         ? gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget))
                         : NULL;

  if (!gtk_widget_get_visible (widget))
    return;
  g_string_append_printf (out, "%s %s %s %s%s%s\n", G_OBJECT_TYPE_NAME (widget), styles,
                          tip ? tip : "",
                          gtk_widget_get_sensitive (widget) || target ? "" : "insensitive ",
                          GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "",
                          target ? g_variant_get_string (target, NULL) : "");
  if (GTK_IS_MENU_BUTTON (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tell (child, out);
}

static AlcoveMessage *
make_answer (guint i)
{
  static const AlcoveStatus statuses[]
      = { ALCOVE_STATUS_COMPLETE, ALCOVE_STATUS_FAILED,   ALCOVE_STATUS_STOPPED,
          ALCOVE_STATUS_PENDING,  ALCOVE_STATUS_COMPLETE, ALCOVE_STATUS_TRUNCATED };
  g_autofree char *id = g_strdup_printf ("answer %u", i);
  AlcoveMessage *message = alcove_message_new_unloaded (id, ALCOVE_ROLE_ASSISTANT,
                                                        statuses[i % G_N_ELEMENTS (statuses)], 20);
  g_autofree char *model = g_strdup_printf ("model %u", i);
  g_autoptr (GPtrArray) parts = alcove_parts_new ();

  if (i % 4 != 0)
    g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, "Words\n\n- of an\n- answer"));
  alcove_message_set_parts (message, parts);
  alcove_message_set_model (message, model);
  alcove_message_set_variants (message, 1 + i % 3, 1 + i % 5);
  if (i % G_N_ELEMENTS (statuses) == 1)
    alcove_message_set_error (message, i % 2 ? "auth" : "server", "Refused.");
  return message;
}

static void
set_up (ViewFixture *fixture, gconstpointer data)
{
  view_fixture_set_up (fixture, data);
  for (guint i = 0; i < 120; i++)
    {
      g_autoptr (AlcoveMessage) message = make_answer (i);

      g_list_store_append (fixture->messages, message);
    }
  view_fixture_present (fixture);
}

static void
scroll (ViewFixture *fixture, double by)
{
  gtk_adjustment_set_value (fixture->view->vadjustment,
                            gtk_adjustment_get_value (fixture->view->vadjustment) + by);
  view_fixture_paint (fixture);
}

static GtkWidget *
find_foot (ViewFixture *fixture, guint row)
{
  return view_fixture_get_widget (fixture, row, ALCOVE_ENTRY_FOOTER, 0);
}

/* A foot of its own says the same. */
static guint
check_feet (ViewFixture *fixture)
{
  guint n = 0;

  for (guint row = 0; row < fixture->view->entries->len; row++)
    {
      GtkWidget *foot = find_foot (fixture, row);
      g_autoptr (GtkWidget) fresh = NULL;
      g_autoptr (GString) is = g_string_new (NULL), as = g_string_new (NULL);

      if (foot == NULL)
        continue;
      fresh = g_object_ref_sink (
          alcove_message_footer_new (view_fixture_get_entry (fixture, row)->message));
      tell (foot, is);
      tell (fresh, as);
      g_assert_cmpstr (is->str, ==, as->str);
      n++;
    }
  return n;
}

static void
test_feet (ViewFixture *fixture, gconstpointer data)
{
  guint n = 0;

  for (guint i = 0; i < 30; i++)
    {
      scroll (fixture, i < 20 ? -370 : 510);
      n += check_feet (fixture);
    }
  g_assert_cmpuint (n, >, 60);
}

static GtkWidget *
find_menu_button (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_MENU_BUTTON (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_menu_button (child);
  return found;
}

static guint
last_with_info (ViewFixture *fixture)
{
  for (guint row = fixture->view->entries->len; row-- > 0;)
    {
      GtkWidget *foot = find_foot (fixture, row);

      if (foot != NULL && gtk_widget_get_visible (find_menu_button (foot)))
        return row;
    }
  g_assert_not_reached ();
}

/* What hangs at a row closes with it, and does not open at another. */
static void
test_menu (ViewFixture *fixture, gconstpointer data)
{
  GtkWidget *button = find_menu_button (find_foot (fixture, last_with_info (fixture)));

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  view_fixture_paint (fixture);
  g_assert_true (
      gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)))));
  for (guint i = 0; i < 12; i++)
    {
      GtkPopover *popover;

      scroll (fixture, -600);
      popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
      g_assert_true (popover == NULL || !gtk_widget_get_mapped (GTK_WIDGET (popover)));
    }
  check_feet (fixture);
}

static void
assert_focus_is_here (ViewFixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_get_mapped (focus));
  g_assert_true (focus == GTK_WIDGET (fixture->view)
                 || gtk_widget_is_ancestor (focus, GTK_WIDGET (fixture->view)));
}

/* Keys go on to work, and in no row that is far away. */
static void
test_focus (ViewFixture *fixture, gconstpointer data)
{
  GtkWidget *button = find_menu_button (find_foot (fixture, last_with_info (fixture)));

  g_assert_true (gtk_widget_grab_focus (button));
  for (guint i = 0; i < 12; i++)
    {
      scroll (fixture, -600);
      assert_focus_is_here (fixture);
    }
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (fixture->view));
}

static void
test_focus_on_row (ViewFixture *fixture, gconstpointer data)
{
  const guint row = last_with_info (fixture);

  g_assert_true (gtk_widget_grab_focus (view_fixture_get_entry (fixture, row)->group));
  for (guint i = 0; i < 12; i++)
    {
      scroll (fixture, -600);
      assert_focus_is_here (fixture);
    }
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (fixture->view));
}

/* Who rests has nothing laid out ahead, and who leaves neither. */
static void
test_idle (ViewFixture *fixture, gconstpointer data)
{
  AlcoveConversationView *view = fixture->view;

  scroll (fixture, -600);
  alcove_conversation_ahead_schedule (view);
  g_assert_cmpuint (view->ahead_idle, !=, 0);
  while (view->fold_timeout != 0 || view->ahead_idle != 0)
    g_main_context_iteration (NULL, TRUE);
  alcove_conversation_ahead_schedule (view);
  g_assert_cmpuint (view->ahead_idle, ==, 0);
  scroll (fixture, -600);
  alcove_conversation_ahead_schedule (view);
  g_assert_cmpuint (view->ahead_idle, !=, 0);
  alcove_conversation_view_set_messages (view, NULL);
  g_assert_cmpuint (view->ahead_idle, ==, 0);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  alcove_templates_register ();
#define ADD(name, func)                                                                            \
  g_test_add ("/ui/conversation/recycled-rows/" name, ViewFixture, NULL, set_up, func,             \
              view_fixture_tear_down)
  ADD ("feet", test_feet);
  ADD ("menu", test_menu);
  ADD ("focus", test_focus);
  ADD ("focus-on-row", test_focus_on_row);
  ADD ("idle", test_idle);
  return g_test_run ();
}
