/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* write-export FILE : chats that hold everything a chat can hold, as JSON, for check-schema.py. */

#include "transfer-fixture.h"

#define N_CHATS 100

int
main (int argc, char **argv)
{
  AlcoveStore *store;
  g_autoptr (AlcoveExportReport) written = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 2)
    return 2;
  dex_init ();
  store = open_memory_store ();
  fill_store (store, N_CHATS);
  written = export_all (store, "json", argv[1], &error);
  close_store (store);
  if (written == NULL)
    g_printerr ("%s\n", error->message);
  return written == NULL;
}
