/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* One model of a server's list. Boxed, immutable once shared. */
typedef struct
{
  char *id;              /* what is sent */
  char *name;            /* what is shown; equals id where the server has no name */
  gint64 context_length; /* tokens, 0 unknown */
  double price_in;       /* USD for 1,000,000 tokens, -1 unknown */
  double price_out;
  char *privacy; /* the server's word for what becomes of a chat, NULL unknown */
  guint vision : 1;
  guint reasoning : 1;
  guint tools : 1;
  guint is_chat : 1; /* FALSE for embedding, image, speech models where the server tells */
  /*< private >*/
  gatomicrefcount refs;
} AlcoveModelInfo;

#define ALCOVE_TYPE_MODEL_INFO (alcove_model_info_get_type ())

GType alcove_model_info_get_type (void) G_GNUC_CONST;
AlcoveModelInfo *alcove_model_info_new (const char *id);
AlcoveModelInfo *alcove_model_info_ref (AlcoveModelInfo *self);
void alcove_model_info_unref (AlcoveModelInfo *self);
GPtrArray *alcove_model_infos_parse (const char *json, gssize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveModelInfo, alcove_model_info_unref)

G_END_DECLS
