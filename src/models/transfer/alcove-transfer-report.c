/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What went into a file or came out of it. Whoever makes one fills it before sharing it. Any thread. */

#include "alcove-transfer-report.h"

G_DEFINE_BOXED_TYPE (AlcoveTransferReport, alcove_transfer_report, alcove_transfer_report_ref,
                     alcove_transfer_report_unref)

/**
 * alcove_transfer_report_new:
 *
 * Returns: (transfer full): a report of nothing
 */
AlcoveTransferReport *
alcove_transfer_report_new (void)
{
  AlcoveTransferReport *self = g_new0 (AlcoveTransferReport, 1);

  g_atomic_ref_count_init (&self->refs);
  return self;
}

/**
 * alcove_transfer_report_ref:
 * @self: a report
 *
 * Returns: (transfer full): @self
 */
AlcoveTransferReport *
alcove_transfer_report_ref (AlcoveTransferReport *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_transfer_report_unref:
 * @self: (transfer full): a report
 */
void
alcove_transfer_report_unref (AlcoveTransferReport *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->format);
  g_free (self->title);
  g_free (self->text);
  g_strfreev (self->skipped);
  g_strfreev (self->reasons);
  g_free (self);
}
