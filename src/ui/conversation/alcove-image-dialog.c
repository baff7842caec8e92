/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* An image of a conversation, large. Main thread. Its title is shown inside of the window only. */

#include "alcove-image-dialog.h"

#include <adwaita.h>

#define LEAST_WIDTH 360
#define LEAST_HEIGHT 320
#define BAR_HEIGHT 48

/**
 * alcove_image_dialog_present:
 * @parent: where it was pressed
 * @picture: what is shown
 * @name: what it is called
 */
void
alcove_image_dialog_present (GtkWidget *parent, GdkPaintable *picture, const char *name)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *image = gtk_picture_new_for_paintable (picture);

  gtk_picture_set_alternative_text (GTK_PICTURE (image), name);
  gtk_picture_set_content_fit (GTK_PICTURE (image), GTK_CONTENT_FIT_SCALE_DOWN);
  gtk_picture_set_can_shrink (GTK_PICTURE (image), TRUE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), image);
  adw_dialog_set_title (dialog, name);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog,
                                MAX (LEAST_WIDTH, gdk_paintable_get_intrinsic_width (picture)));
  adw_dialog_set_content_height (
      dialog, MAX (LEAST_HEIGHT, BAR_HEIGHT + gdk_paintable_get_intrinsic_height (picture)));
  adw_dialog_present (dialog, parent);
}
