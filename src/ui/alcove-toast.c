/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A toast that can be read whole in a narrow window. Main thread. libadwaita 1.7 cuts a title that is longer than there is
 * room for, and gives a title of one's own the height that it has at the width that it likes best: so it must not like
 * to be wider than the window is. */

#include "alcove-config.h"

#include "alcove-toast.h"

#define AROUND_TITLE 110 /* the edges of a toast, and the button that closes it */
#define AROUND_BUTTON 46 /* the edges of its other button */
#define LEAST_TITLE 120

static int
get_text_width (GtkWidget *inside, const char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (inside, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width * 11 / 10; /* it is bold */
}

static int
get_room (GtkWidget *inside, const char *button)
{
  const int room = gtk_widget_get_width (inside) - AROUND_TITLE;

  return MAX (room - (button ? get_text_width (inside, button) + AROUND_BUTTON : 0), LEAST_TITLE);
}

static int
get_chars (GtkWidget *inside, int width)
{
  PangoContext *context = gtk_widget_get_pango_context (inside);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  const int char_width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                              pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);
  return MAX (width * PANGO_SCALE / MAX (char_width, 1), 8);
}

/**
 * alcove_toast_new:
 * @inside: the widget that will show it, at its size
 * @text: plain words
 * @button: (nullable): what stands on its button
 *
 * Returns: (transfer full): a toast, of several lines where one does not hold the words
 */
AdwToast *
alcove_toast_new (GtkWidget *inside, const char *text, const char *button)
{
  const int room = get_room (inside, button);
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, button);
  if (get_text_width (inside, text) > room)
    adw_toast_set_custom_title (toast, g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE,
                                                     "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign",
                                                     0.0f, "max-width-chars",
                                                     get_chars (inside, room), "css-classes",
                                                     (const char *[]) { "heading", NULL }, NULL));
  return toast;
}
