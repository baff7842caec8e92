/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-db.h"
#include "alcove-vault.h"
#include "store-fixture.h"

G_BEGIN_DECLS

#define KEY_A "sk-alpha-0123456789abcdefghijklmn"
#define KEY_B "sk-bravo-9876543210zyxwvutsrqponm"

/* A data folder of its own for each test, and the store of one key in it. */
typedef struct
{
  char *dir;
  AlcoveAccount *account;
  AlcoveStore *store;
} Disk;

void disk_set_up (Disk *disk, gconstpointer data);       /* the store is open, nothing is saved */
void disk_set_up_saved (Disk *disk, gconstpointer data); /* with one chat, "Title" and "prompt" */
void disk_tear_down (Disk *disk, gconstpointer data);
void disk_close (Disk *disk);
void disk_reopen (Disk *disk);                  /* account and store anew */
char *disk_path (Disk *disk, const char *name); /* in the account's folder */
AlcoveDb *disk_open_db (Disk *disk);            /* a second connection, by its key */

AlcoveAccount *open_account (const char *dir, const char *key);
AlcoveStore *open_store (AlcoveAccount *account);
char *make_temp_dir (void);
void remove_tree (const char *path);
guint count_files (const char *dir);
guint count_words (const char *dir, const char *word); /* in every encoding, in all files below */
char *get_contents (const char *path, gsize *size);
char *checksum_file (const char *path);
void exec_sql (AlcoveDb *db, const char *sql);
AlcoveChatRecord *get_first_chat (AlcoveStore *store);
void expect_open_error (Disk *disk, AlcoveError code); /* of a new store of the account */
char *run_command (const char *input, const char *const *argv, int *status);

G_END_DECLS
