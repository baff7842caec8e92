/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Behind the end of a history no word of it is in this process's memory: every writable page is looked through. The
 * word itself stands nowhere in clear here, or the search would find itself. */

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "workload.h"

#define MASK 0x2a
#define BLOCK (1024 * 1024)

/* "Kolibri-4711-im-Speicher", each byte with MASK. */
static guint8 masked[24];

static void
make_mask (void)
{
  static const char halves[2][13] = { "KlbI4711i-pi", "oiir-711mSec" };

  for (guint i = 0; i < sizeof masked; i++)
    masked[i] = (guint8) (halves[i % 2][i / 2] ^ MASK);
}

static char *
dup_word (void)
{
  char *word = g_new0 (char, sizeof masked + 1);

  for (guint i = 0; i < sizeof masked; i++)
    word[i] = (char) (masked[i] ^ MASK);
  return word;
}

static void
wipe (char *word)
{
  explicit_bzero (word, strlen (word));
  g_free (word);
}

static guint
count_in (const guint8 *data, gsize size)
{
  guint n = 0;

  for (gsize i = 0; i + sizeof masked <= size; i++)
    {
      gsize k = 0;

      while (k < sizeof masked && (data[i + k] ^ MASK) == masked[k])
        k++;
      n += k == sizeof masked;
    }
  return n;
}

/* In all writable memory of this process but the block that it is read into. */
static guint
count_copies (void)
{
  static guint8 block[BLOCK];
  FILE *maps = fopen ("/proc/self/maps", "r");
  const int fd = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  char line[512];
  guint n = 0;

  while (fgets (line, sizeof line, maps))
    {
      unsigned long first, last;
      char rights[5];

      if (sscanf (line, "%lx-%lx %4s", &first, &last, rights) != 3 || rights[1] != 'w')
        continue;
      for (unsigned long at = first; at < last; at += BLOCK - sizeof masked)
        {
          const ssize_t size = pread (fd, block, MIN (BLOCK, last - at), (off_t) at);

          if (size > 0)
            n += count_in (block, (gsize) size);
          /* What was read lies in the block, and may be read again as a part of the data. */
          explicit_bzero (block, sizeof block);
        }
    }
  close (fd);
  fclose (maps);
  return n;
}

static void
live (AlcoveAccount *account)
{
  g_autoptr (AlcoveStore) store = open_store (account);
  char *word = dup_word ();
  g_autoptr (AlcoveChatRecord) chat = add_chat (store, word, word);
  g_autoptr (AlcoveMessageRecord) answer
      = add_message (store, chat->id, chat->active_leaf, ALCOVE_STATUS_STREAMING, word);

  answer->status = ALCOVE_STATUS_COMPLETE;
  await_ok (alcove_store_update_message (store, answer));
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GPtrArray) messages
          = await_array (alcove_store_list_messages (store, chat->id, NULL, 10));

      g_assert_cmpuint (messages->len, ==, 2);
    }
  g_assert_cmpuint (count_hits (store, word), >=, 1);
  g_assert_cmpuint (count_copies (), >, 0);
  wipe (word);
  alcove_store_close_sync (store);
}

static void
test_control (void)
{
  char *word;

  g_assert_cmpuint (count_copies (), ==, 0);
  word = dup_word ();
  g_assert_cmpuint (count_copies (), ==, 1);
  wipe (word);
  g_assert_cmpuint (count_copies (), ==, 0);
}

static void
test_after_close (Disk *disk, gconstpointer data)
{
  guint n;

  close_store (g_steal_pointer (&disk->store));
  live (disk->account);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  n = count_copies ();
  g_test_message ("%u copies in writable memory", n);
  g_assert_cmpuint (n, ==, 0);
}

int
main (int argc, char **argv)
{
  alcove_vault_harden_process ();
  alcove_vault_overwrite_freed ();
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  make_mask ();
  g_test_add_func ("/faults/memory/control", test_control);
  g_test_add ("/faults/memory/after-close", Disk, NULL, disk_set_up, test_after_close,
              disk_tear_down);
  return g_test_run ();
}
