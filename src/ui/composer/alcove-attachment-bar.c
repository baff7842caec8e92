/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What goes with the prompt: chosen, dropped or pasted. Main thread. The bar knows where files are; it opens none:
 * the models read them. What is read while the prompt is sent or the chat is changed comes to nothing. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-attachment-bar.h"
#include "alcove-attachment-chip.h"
#include "alcove-completion.h"
#include "alcove-error.h"

struct _AlcoveAttachmentBar
{
  AdwBin parent_instance;
  AdwWrapBox *chips;
  GtkWidget *spinner;
  GPtrArray *attachments;
  guint n_reading;
  guint generation; /* what was asked for before the last change of everything is too late */
};

enum
{
  CHANGED,
  ATTACHED,
  FAILED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AlcoveAttachmentBar, alcove_attachment_bar, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
changed (AlcoveAttachmentBar *self)
{
  gtk_widget_set_visible (self->spinner, self->n_reading > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_reading > 0 || self->attachments->len > 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
chip_removed (GtkWidget *chip, AlcoveAttachmentBar *self)
{
  GtkWidget *composer = gtk_widget_get_parent (GTK_WIDGET (self));

  alcove_attachment_bar_remove (self, g_object_get_data (G_OBJECT (chip), "attachment"));
  /* the button in focus has just gone */
  if (composer != NULL)
    gtk_widget_child_focus (composer, GTK_DIR_TAB_FORWARD);
}

static void
show (AlcoveAttachmentBar *self, AlcoveAttachment *attachment)
{
  GtkWidget *chip = alcove_attachment_chip_new (attachment);

  g_ptr_array_add (self->attachments, g_object_ref (attachment));
  g_object_set_data (G_OBJECT (chip), "attachment", attachment);
  g_signal_connect (chip, "remove", G_CALLBACK (chip_removed), self);
  adw_wrap_box_append (self->chips, chip);
}

static gsize
total_size (AlcoveAttachmentBar *self)
{
  gsize total = 0;

  for (guint i = 0; i < self->attachments->len; i++)
    total += alcove_attachment_get_size (g_ptr_array_index (self->attachments, i));
  return total;
}

static void
fail (AlcoveAttachmentBar *self, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
refuse_more (AlcoveAttachmentBar *self)
{
  g_autoptr (GError) error = g_error_new_literal (ALCOVE_ERROR, ALCOVE_ERROR_ATTACHMENT_SIZE,
                                                  "more than one prompt takes");

  fail (self, error);
}

static void
was_read (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveAttachmentBar *self = owner;
  AlcoveAttachment *attachment = value ? g_value_get_object (value) : NULL;

  if (GPOINTER_TO_UINT (data) != self->generation)
    return;
  self->n_reading--;
  if (attachment == NULL)
    fail (self, error);
  else if (self->attachments->len >= ALCOVE_ATTACHMENTS_MAX
           || total_size (self) + alcove_attachment_get_size (attachment)
                  > ALCOVE_ATTACHMENTS_MAX_BYTES)
    refuse_more (self);
  else
    {
      show (self, attachment);
      g_signal_emit (self, signals[ATTACHED], 0, attachment);
    }
  changed (self);
}

/* Takes the future. */
static void
await (AlcoveAttachmentBar *self, DexFuture *future)
{
  self->n_reading++;
  changed (self);
  alcove_completion_await (future, self, was_read, GUINT_TO_POINTER (self->generation), NULL);
}

/**
 * alcove_attachment_bar_take_files:
 * @self: a bar
 * @files: (element-type GFile): what was chosen, dropped or pasted
 */
void
alcove_attachment_bar_take_files (AlcoveAttachmentBar *self, GSList *files)
{
  for (GSList *l = files; l; l = l->next)
    {
      if (self->attachments->len + self->n_reading >= ALCOVE_ATTACHMENTS_MAX)
        {
          refuse_more (self);
          return;
        }
      await (self, alcove_attachment_read_file (l->data));
    }
}

static void
files_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AlcoveAttachmentBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) files
      = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, &error);
  g_autoslist (GFile) list = NULL;

  if (files == NULL)
    {
      if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
          && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
        fail (self, error);
      return;
    }
  for (guint i = g_list_model_get_n_items (files); i > 0; i--)
    list = g_slist_prepend (list, g_list_model_get_item (files, i - 1));
  alcove_attachment_bar_take_files (self, list);
}

/**
 * alcove_attachment_bar_choose:
 * @self: a bar
 *
 * Lets the user choose files.
 */
void
alcove_attachment_bar_choose (AlcoveAttachmentBar *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Attach Files"));
  gtk_file_dialog_set_accept_label (dialog, C_ ("button", "_Attach"));
  gtk_file_dialog_open_multiple (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                                 files_chosen, g_object_ref (self));
}

/* ---- the clipboard ---- */

static const char *const picture_types[]
    = { "image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp", "image/tiff", NULL };

static void
picture_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AlcoveAttachmentBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream
      = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);

  if (stream == NULL)
    fail (self, error);
  else
    await (self, alcove_attachment_read_stream (stream, _ ("Pasted image")));
}

static void
files_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AlcoveAttachmentBar) self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value == NULL)
    fail (self, error);
  else
    alcove_attachment_bar_take_files (self, g_value_get_boxed (value));
}

/**
 * alcove_attachment_bar_take_clipboard:
 * @self: a bar
 * @clipboard: what is pasted
 *
 * Files are attached, and a picture where there is no text that says the same.
 *
 * Returns: whether it takes it
 */
gboolean
alcove_attachment_bar_take_clipboard (AlcoveAttachmentBar *self, GdkClipboard *clipboard)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  gboolean has_picture = FALSE;

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST)
      || gdk_content_formats_contain_mime_type (formats, "text/uri-list"))
    {
      gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                                      files_pasted, g_object_ref (self));
      return TRUE;
    }
  if (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING)
      || gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8")
      || gdk_content_formats_contain_mime_type (formats, "text/plain"))
    return FALSE;
  for (guint i = 0; picture_types[i]; i++)
    has_picture |= gdk_content_formats_contain_mime_type (formats, picture_types[i]);
  if (!has_picture && !gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE))
    return FALSE;
  gdk_clipboard_read_async (clipboard, (const char **) picture_types, G_PRIORITY_DEFAULT, NULL,
                            picture_opened, g_object_ref (self));
  return TRUE;
}

/* ---- what is there ---- */

static void
remove_chips (AlcoveAttachmentBar *self)
{
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    adw_wrap_box_remove (self->chips, chip);
}

/**
 * alcove_attachment_bar_remove:
 * @self: a bar
 * @attachment: something in it
 */
void
alcove_attachment_bar_remove (AlcoveAttachmentBar *self, AlcoveAttachment *attachment)
{
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips));

  while (chip != NULL && g_object_get_data (G_OBJECT (chip), "attachment") != attachment)
    chip = gtk_widget_get_next_sibling (chip);
  if (chip != NULL)
    adw_wrap_box_remove (self->chips, chip);
  g_ptr_array_remove (self->attachments, attachment);
  changed (self);
}

/**
 * alcove_attachment_bar_dup_attachments:
 * @self: a bar
 *
 * Returns: (transfer full) (element-type AlcoveAttachment): what goes with the prompt
 */
GPtrArray *
alcove_attachment_bar_dup_attachments (AlcoveAttachmentBar *self)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->attachments->len; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (self->attachments, i)));
  return copy;
}

/**
 * alcove_attachment_bar_set_attachments:
 * @self: a bar
 * @attachments: (nullable) (element-type AlcoveAttachment): what goes with the prompt instead
 */
void
alcove_attachment_bar_set_attachments (AlcoveAttachmentBar *self, GPtrArray *attachments)
{
  self->generation++;
  self->n_reading = 0;
  remove_chips (self);
  g_ptr_array_set_size (self->attachments, 0);
  for (guint i = 0; attachments && i < attachments->len; i++)
    show (self, g_ptr_array_index (attachments, i));
  changed (self);
}

/**
 * alcove_attachment_bar_get_is_empty:
 * @self: a bar
 *
 * Returns: whether nothing goes with the prompt
 */
gboolean
alcove_attachment_bar_get_is_empty (AlcoveAttachmentBar *self)
{
  return self->attachments->len == 0;
}

/**
 * alcove_attachment_bar_get_is_reading:
 * @self: a bar
 *
 * Returns: whether something is still to come
 */
gboolean
alcove_attachment_bar_get_is_reading (AlcoveAttachmentBar *self)
{
  return self->n_reading > 0;
}

/* ---- the type ---- */

static void
alcove_attachment_bar_dispose (GObject *object)
{
  AlcoveAttachmentBar *self = ALCOVE_ATTACHMENT_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_ATTACHMENT_BAR);
  g_ptr_array_set_size (self->attachments, 0);
  G_OBJECT_CLASS (alcove_attachment_bar_parent_class)->dispose (object);
}

static void
alcove_attachment_bar_finalize (GObject *object)
{
  g_ptr_array_unref (ALCOVE_ATTACHMENT_BAR (object)->attachments);
  G_OBJECT_CLASS (alcove_attachment_bar_parent_class)->finalize (object);
}

static void
alcove_attachment_bar_class_init (AlcoveAttachmentBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = alcove_attachment_bar_dispose;
  object_class->finalize = alcove_attachment_bar_finalize;
  signals[CHANGED] = g_signal_new ("changed", ALCOVE_TYPE_ATTACHMENT_BAR, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ATTACHED] = g_signal_new ("attached", ALCOVE_TYPE_ATTACHMENT_BAR, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, ALCOVE_TYPE_ATTACHMENT);
  signals[FAILED] = g_signal_new ("failed", ALCOVE_TYPE_ATTACHMENT_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-attachment-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveAttachmentBar, chips);
  gtk_widget_class_bind_template_child (widget_class, AlcoveAttachmentBar, spinner);
}

static void
alcove_attachment_bar_init (AlcoveAttachmentBar *self)
{
  self->attachments = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
