/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

typedef enum
{
  DISK_WRITE,
  DISK_TRUNCATE,
  DISK_SYNC, /* a file, or a folder with the names in it */
  DISK_RENAME,
  DISK_UNLINK,
  DISK_PROMISE, /* nothing of the disk: what was said to the user here */
} DiskOpKind;

typedef struct
{
  DiskOpKind kind;
  char *path;
  char *to;      /* of a rename */
  gint64 offset; /* of a write; the length of a truncate */
  GBytes *data;  /* of a write */
  guint promise;
} DiskOp;

/* What this process does to the files below a folder. Everything else passes untouched. */
void disk_tap_start (const char *folder);
void disk_tap_stop (void);

/* Records, until it is taken. */
void disk_tap_record (void);
GPtrArray *disk_tap_take (void); /* (element-type DiskOp) */
void disk_tap_promise (guint promise);

/* The nth call that changes something fails, once. */
void disk_tap_fail (guint nth, int error_number);
guint disk_tap_get_n_calls (void);
gboolean disk_tap_has_failed (void);

G_END_DECLS
