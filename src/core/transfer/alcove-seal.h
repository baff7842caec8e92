/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>
#include <sodium.h>

G_BEGIN_DECLS

/* docs/sealed-format.md */
#define ALCOVE_SEAL_MAGIC "ALCOSEAL"
#define ALCOVE_SEAL_MAGIC_SIZE 8
#define ALCOVE_SEAL_VERSION 1
#define ALCOVE_SEAL_PARAMETERS_SIZE 36
#define ALCOVE_SEAL_HEAD_SIZE                                                                      \
  (ALCOVE_SEAL_PARAMETERS_SIZE + crypto_secretstream_xchacha20poly1305_HEADERBYTES)
#define ALCOVE_SEAL_CHUNK 65536
#define ALCOVE_SEAL_SUFFIX ".alcove-sealed"
#define ALCOVE_SEAL_PASSES 4
#define ALCOVE_SEAL_MEMORY_KIB (128 * 1024)

typedef struct
{
  guint32 passes;
  guint32 memory_kib;
  guint8 salt[crypto_pwhash_SALTBYTES];
} AlcoveSealParameters;

gboolean alcove_seal_is_sealed (const guint8 *head, gsize length);
void alcove_seal_write_parameters (const AlcoveSealParameters *parameters,
                                   guint8 bytes[static ALCOVE_SEAL_PARAMETERS_SIZE]);
gboolean alcove_seal_read_parameters (const guint8 bytes[static ALCOVE_SEAL_PARAMETERS_SIZE],
                                      AlcoveSealParameters *parameters, GError **error);
gboolean alcove_seal_derive (const char *passphrase, const AlcoveSealParameters *parameters,
                             guint8 key[static crypto_secretstream_xchacha20poly1305_KEYBYTES],
                             GError **error);

G_END_DECLS
