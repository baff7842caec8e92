/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

#include "alcove-locked-bytes.h"

G_BEGIN_DECLS

/* The slots file, byte by byte in docs/vault-format.md. Frozen: tests/core/vault/test-slots.c. */
#define ALCOVE_SLOTS_VERSION 1
#define ALCOVE_SLOTS_HEAD_SIZE 40
#define ALCOVE_SLOTS_RECORD_SIZE 96
#define ALCOVE_SLOTS_MAX_RECORDS 64
#define ALCOVE_SLOTS_MAX_SIZE                                                                      \
  (ALCOVE_SLOTS_HEAD_SIZE + ALCOVE_SLOTS_MAX_RECORDS * ALCOVE_SLOTS_RECORD_SIZE)

#define ALCOVE_SLOTS_ACCOUNT_SIZE 16
#define ALCOVE_SLOTS_SALT_SIZE 16
#define ALCOVE_SLOTS_ID_SIZE 16
#define ALCOVE_SLOTS_NONCE_SIZE 24
#define ALCOVE_SLOTS_KEY_SIZE 32 /* of the account key, of the key-encryption key */
#define ALCOVE_SLOTS_BOX_SIZE 48

/* What a new file is made with. */
#define ALCOVE_SLOTS_PASSES 3
#define ALCOVE_SLOTS_MEMORY_KIB 65536
#define ALCOVE_SLOTS_LANES 1

/* What is honoured in a file that stands: a hostile head must not take the machine away. */
#define ALCOVE_SLOTS_MIN_MEMORY_KIB 8
#define ALCOVE_SLOTS_MAX_MEMORY_KIB (1024 * 1024)
#define ALCOVE_SLOTS_MAX_PASSES 64
#define ALCOVE_SLOTS_MAX_WORK_KIB ((guint64) 4 * 1024 * 1024) /* passes x memory */

typedef struct
{
  guint32 passes;
  guint32 memory_kib;
  guint32 lanes;
  guint8 salt[ALCOVE_SLOTS_SALT_SIZE];
} AlcoveSlotsHead;

/**
 * AlcoveSlotKind:
 * @ALCOVE_SLOT_API_KEY: opened by an API key
 * @ALCOVE_SLOT_RECOVERY: opened by a printed recovery key
 * @ALCOVE_SLOT_LEAVING: an API key that is being replaced; goes when its successor opens the account
 */
typedef enum
{
  ALCOVE_SLOT_API_KEY = 1,
  ALCOVE_SLOT_RECOVERY = 2,
  ALCOVE_SLOT_LEAVING = 3,
} AlcoveSlotKind;

typedef struct
{
  guint8 id[ALCOVE_SLOTS_ID_SIZE];
  guint32 generation; /* of the account key; from 1 */
  AlcoveSlotKind kind;
  guint8 nonce[ALCOVE_SLOTS_NONCE_SIZE];
  guint8 box[ALCOVE_SLOTS_BOX_SIZE];
} AlcoveSlot;

/* One account key of an opened slot. */
typedef struct
{
  guint32 generation;
  AlcoveLockedBytes *key;
} AlcoveSlotKey;

typedef struct
{
  AlcoveSlotsHead head;
  GArray *records; /* of AlcoveSlot, in the file's order */
} AlcoveSlots;

gboolean alcove_slots_head_is_sane (const AlcoveSlotsHead *head);

AlcoveSlots *alcove_slots_new (const AlcoveSlotsHead *head);
AlcoveSlots *alcove_slots_parse (const guint8 *data, gsize size, GError **error);
GBytes *alcove_slots_serialise (const AlcoveSlots *self);
void alcove_slots_free (AlcoveSlots *self);
AlcoveSlot *alcove_slots_get (const AlcoveSlots *self, guint index);

void alcove_slots_seal (const AlcoveSlotsHead *head, const guint8 *account, const guint8 *nonce,
                        AlcoveLockedBytes *kek, AlcoveLockedBytes *account_key, AlcoveSlot *slot);
AlcoveLockedBytes *alcove_slots_unseal (const AlcoveSlotsHead *head, const guint8 *account,
                                        const AlcoveSlot *slot, AlcoveLockedBytes *kek);

gboolean alcove_slots_has (const AlcoveSlots *self, const guint8 *id);
void alcove_slots_add (AlcoveSlots *self, const guint8 *account, const guint8 *id,
                       AlcoveSlotKind kind, AlcoveLockedBytes *kek, const AlcoveSlotKey *key);
GPtrArray *alcove_slots_unlock (const AlcoveSlots *self, const guint8 *account, const guint8 *id,
                                AlcoveLockedBytes *kek, GError **error);
guint alcove_slots_drop (AlcoveSlots *self, const guint8 *id);
guint alcove_slots_drop_kind (AlcoveSlots *self, AlcoveSlotKind kind);

AlcoveSlotKey *alcove_slot_key_new (guint32 generation, AlcoveLockedBytes *key);
void alcove_slot_key_free (AlcoveSlotKey *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveSlots, alcove_slots_free)

G_END_DECLS
