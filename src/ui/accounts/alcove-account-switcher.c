/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The account in use and a menu of the others. Main thread. The menu is made when it is first opened, and
 * anew when accounts come or go; it holds names and random ids only. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-account-switcher.h"

typedef enum
{
  PROP_ACCOUNTS = 1,
  PROP_NAME,
} AlcoveAccountSwitcherProperty;

struct _AlcoveAccountSwitcher
{
  AdwBin parent_instance;
  GtkMenuButton *button;
  GtkLabel *name_label;
  GListModel *accounts; /* nullable */
  char *name;
};

G_DEFINE_FINAL_TYPE (AlcoveAccountSwitcher, alcove_account_switcher, ADW_TYPE_BIN)

static GParamSpec *props[PROP_NAME + 1];

static GMenuModel *
build_accounts_section (GListModel *accounts)
{
  GMenu *section = g_menu_new ();

  for (guint i = 0; accounts && i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (AlcoveAccountItem) account = g_list_model_get_item (accounts, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (alcove_account_item_get_name (account), NULL);

      g_menu_item_set_action_and_target (item, "win.account", "s",
                                         alcove_account_item_get_id (account));
      g_menu_append_item (section, item);
    }
  return G_MENU_MODEL (section);
}

static void
make_menu (AlcoveAccountSwitcher *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuModel) accounts = build_accounts_section (self->accounts);
  g_autoptr (GMenu) more = g_menu_new ();

  g_menu_append (more, _ ("_Add Account…"), "win.add-account");
  g_menu_append (more, _ ("Try the _Demo"), "win.try-demo");
  g_menu_append (more, _ ("_Manage Accounts…"), "win.accounts");
  g_menu_append_section (menu, NULL, accounts);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (menu));
}

/* A menu that nobody opened yet is not there. */
static void
update_menu (AlcoveAccountSwitcher *self)
{
  if (gtk_menu_button_get_menu_model (self->button) != NULL)
    make_menu (self);
}

static void
menu_wanted (GtkMenuButton *button, gpointer data)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    make_menu (ALCOVE_ACCOUNT_SWITCHER (data));
}

static void
update_name (AlcoveAccountSwitcher *self)
{
  const char *name = self->name ? self->name : _ ("No Account");
  /* Translators: accessible name of the button that switches accounts; %s is the one in use */
  g_autofree char *spoken = g_strdup_printf (_ ("Account: %s"), name);

  gtk_label_set_label (self->name_label, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
set_accounts (AlcoveAccountSwitcher *self, GListModel *accounts)
{
  if (self->accounts == accounts)
    return;
  if (self->accounts != NULL)
    g_signal_handlers_disconnect_by_data (self->accounts, self);
  g_set_object (&self->accounts, accounts);
  if (accounts != NULL)
    g_signal_connect_object (accounts, "items-changed", G_CALLBACK (update_menu), self,
                             G_CONNECT_SWAPPED);
  update_menu (self);
}

static void
alcove_account_switcher_set_property (GObject *object, guint prop_id, const GValue *value,
                                      GParamSpec *pspec)
{
  AlcoveAccountSwitcher *self = ALCOVE_ACCOUNT_SWITCHER (object);

  switch ((AlcoveAccountSwitcherProperty) prop_id)
    {
    case PROP_ACCOUNTS:
      set_accounts (self, g_value_get_object (value));
      break;
    case PROP_NAME:
      g_set_str (&self->name, g_value_get_string (value));
      update_name (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
alcove_account_switcher_get_property (GObject *object, guint prop_id, GValue *value,
                                      GParamSpec *pspec)
{
  AlcoveAccountSwitcher *self = ALCOVE_ACCOUNT_SWITCHER (object);

  switch ((AlcoveAccountSwitcherProperty) prop_id)
    {
    case PROP_ACCOUNTS:
      g_value_set_object (value, self->accounts);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_account_switcher_dispose (GObject *object)
{
  AlcoveAccountSwitcher *self = ALCOVE_ACCOUNT_SWITCHER (object);

  adw_bin_set_child (ADW_BIN (object), NULL); /* a bound child would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_ACCOUNT_SWITCHER);
  g_clear_object (&self->accounts);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (alcove_account_switcher_parent_class)->dispose (object);
}

static void
alcove_account_switcher_class_init (AlcoveAccountSwitcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = alcove_account_switcher_set_property;
  object_class->get_property = alcove_account_switcher_get_property;
  object_class->dispose = alcove_account_switcher_dispose;
  props[PROP_ACCOUNTS] = g_param_spec_object ("accounts", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-account-switcher.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountSwitcher, button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAccountSwitcher, name_label);
}

static void
alcove_account_switcher_init (AlcoveAccountSwitcher *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, menu_wanted, self, NULL);
  update_name (self);
}

GtkWidget *
alcove_account_switcher_new (void)
{
  return g_object_new (ALCOVE_TYPE_ACCOUNT_SWITCHER, NULL);
}
