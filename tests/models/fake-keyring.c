/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A keyring in this process that can be told to fail. */

#include "fake-keyring.h"

struct _AlcoveKeyring
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (AlcoveKeyring, alcove_keyring, G_TYPE_OBJECT)

static GPtrArray *items;
static AlcoveError failure;
static guint n_stores;

static void
alcove_keyring_class_init (AlcoveKeyringClass *klass)
{
}

static void
alcove_keyring_init (AlcoveKeyring *self)
{
}

void
fake_keyring_reset (void)
{
  g_clear_pointer (&items, g_ptr_array_unref);
  failure = 0;
  n_stores = 0;
}

guint
fake_keyring_get_n_stores (void)
{
  return n_stores;
}

void
fake_keyring_fail (AlcoveError code)
{
  failure = code;
}

static GPtrArray *
get_items (void)
{
  if (items == NULL)
    items = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_credential_unref);
  return items;
}

guint
fake_keyring_get_n_items (void)
{
  return get_items ()->len;
}

AlcoveCredential *
fake_keyring_get_item (guint position)
{
  return g_ptr_array_index (get_items (), position);
}

AlcoveKeyring *
alcove_keyring_new (void)
{
  return g_object_new (ALCOVE_TYPE_KEYRING, NULL);
}

static DexFuture *
fail (void)
{
  return dex_future_new_reject (ALCOVE_ERROR, (int) failure, "the test's keyring fails");
}

DexFuture *
alcove_keyring_load (AlcoveKeyring *self, gboolean may_prompt)
{
  if (failure != 0)
    return fail ();
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_ptr_array_ref (get_items ()));
}

static void
drop (const char *id)
{
  for (guint i = get_items ()->len; i > 0; i--)
    if (g_str_equal (fake_keyring_get_item (i - 1)->id, id))
      g_ptr_array_remove_index (items, i - 1);
}

DexFuture *
alcove_keyring_store (AlcoveKeyring *self, AlcoveCredential *credential)
{
  if (failure != 0)
    return fail ();
  n_stores++;
  drop (credential->id);
  g_ptr_array_add (get_items (), alcove_credential_ref (credential));
  return dex_future_new_true ();
}

DexFuture *
alcove_keyring_clear (AlcoveKeyring *self, const char *id)
{
  if (failure != 0)
    return fail ();
  drop (id);
  return dex_future_new_true ();
}
