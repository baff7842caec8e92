/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Colours code off-screen: one GtkSourceBuffer a language, read out tag by tag. Main thread, in idle slices
 * of 200 lines, so that no frame waits for it.
 *
 * A buffer keeps the text of the last block that it coloured: code that grows at its end is inserted, not
 * set, and only its last lines are read again. */

#include "alcove-code-highlighter.h"

#include <gtksourceview/gtksource.h>
#include <string.h>

#define SLICE_LINES 200

typedef struct
{
  GtkSourceBuffer *buffer;
  GString *text;
} Desk;

typedef struct
{
  gpointer owner;
  AlcoveHighlightFunc func;
  AlcoveBlock *block;
  GtkSourceLanguage *language;
  guint at; /* bytes up to which the colours are known */
  gboolean is_begun;
  gboolean is_dark;
} Job;

struct _AlcoveCodeHighlighter
{
  GObject parent_instance;

  GHashTable *desks; /* language id → Desk */
  GQueue jobs;
  guint idle;
};

G_DEFINE_FINAL_TYPE (AlcoveCodeHighlighter, alcove_code_highlighter, G_TYPE_OBJECT)

static void
desk_free (gpointer data)
{
  Desk *desk = data;

  g_object_unref (desk->buffer);
  g_string_free (desk->text, TRUE);
  g_free (desk);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  alcove_block_unref (job->block);
  g_free (job);
}

static void
alcove_code_highlighter_finalize (GObject *object)
{
  AlcoveCodeHighlighter *self = ALCOVE_CODE_HIGHLIGHTER (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_queue_clear_full (&self->jobs, job_free);
  g_hash_table_unref (self->desks);
  G_OBJECT_CLASS (alcove_code_highlighter_parent_class)->finalize (object);
}

static void
alcove_code_highlighter_class_init (AlcoveCodeHighlighterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_code_highlighter_finalize;
}

static void
alcove_code_highlighter_init (AlcoveCodeHighlighter *self)
{
  self->desks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, desk_free);
  g_queue_init (&self->jobs);
}

/**
 * alcove_code_highlighter_get_default:
 *
 * Returns: (transfer none): the one of this program
 */
AlcoveCodeHighlighter *
alcove_code_highlighter_get_default (void)
{
  static AlcoveCodeHighlighter *instance;

  if (instance == NULL)
    {
      instance = g_object_new (ALCOVE_TYPE_CODE_HIGHLIGHTER, NULL);
      g_object_add_weak_pointer (G_OBJECT (instance), (gpointer *) &instance);
    }
  return instance;
}

/* The words that people and models put behind a fence, where they are no ids of GtkSourceView. */
static const char *
known_alias (const char *word)
{
  static const char *const aliases[][2] = {
    { "bash", "sh" },
    { "shell", "sh" },
    { "zsh", "sh" },
    { "console", "sh" },
    { "python", "python3" },
    { "py", "python3" },
    { "javascript", "js" },
    { "jsx", "jsx" },
    { "typescript", "typescript" },
    { "ts", "typescript" },
    { "tsx", "typescript-jsx" },
    { "c++", "cpp" },
    { "c#", "c-sharp" },
    { "csharp", "c-sharp" },
    { "golang", "go" },
    { "rs", "rust" },
    { "rb", "ruby" },
    { "yml", "yaml" },
    { "md", "markdown" },
    { "objc", "objc" },
    { "tex", "latex" },
    { "make", "makefile" },
    { "dockerfile", "docker" },
    { "kt", "kotlin" },
    { "ps1", "powershell" },
    { "hs", "haskell" },
    { "ini", "ini" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_str_equal (word, aliases[i][0]))
      return aliases[i][1];
  return word;
}

static GtkSourceLanguage *
find_language (const char *name)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  g_autofree char *word = NULL;
  g_autofree char *file = NULL;
  GtkSourceLanguage *found;

  if (name == NULL || *name == '\0' || strlen (name) > 40)
    return NULL;
  word = g_utf8_strdown (name, -1);
  found = gtk_source_language_manager_get_language (manager, known_alias (word));
  if (found != NULL)
    return found;
  file = g_strconcat ("code.", word, NULL);
  return gtk_source_language_manager_guess_language (manager, file, NULL);
}

static Desk *
desk_for (AlcoveCodeHighlighter *self, GtkSourceLanguage *language)
{
  const char *id = gtk_source_language_get_id (language);
  Desk *desk = g_hash_table_lookup (self->desks, id);

  if (desk != NULL)
    return desk;
  desk = g_new0 (Desk, 1);
  desk->buffer = gtk_source_buffer_new_with_language (language);
  desk->text = g_string_new (NULL);
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (desk->buffer), FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (desk->buffer, FALSE);
  g_hash_table_insert (self->desks, g_strdup (id), desk);
  return desk;
}

static void
set_scheme (Desk *desk, gboolean is_dark)
{
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();
  GtkSourceStyleScheme *scheme
      = gtk_source_style_scheme_manager_get_scheme (manager, is_dark ? "Adwaita-dark" : "Adwaita");

  if (gtk_source_buffer_get_style_scheme (desk->buffer) != scheme)
    gtk_source_buffer_set_style_scheme (desk->buffer, scheme);
}

/* Puts the code into the buffer; what is known already stays known up to the line that grew. */
static void
begin_job (Desk *desk, Job *job)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (desk->buffer);
  const AlcoveRun *run = &job->block->run;

  set_scheme (desk, job->is_dark);
  if (run->length >= desk->text->len && memcmp (run->text, desk->text->str, desk->text->len) == 0)
    {
      GtkTextIter end;

      job->at = MIN (job->at, (guint) desk->text->len);
      gtk_text_buffer_get_end_iter (buffer, &end);
      gtk_text_buffer_insert (buffer, &end, run->text + desk->text->len,
                              (int) (run->length - desk->text->len));
      g_string_append_len (desk->text, run->text + desk->text->len,
                           (gssize) (run->length - desk->text->len));
    }
  else
    {
      gtk_text_buffer_set_text (buffer, run->text, (int) run->length);
      g_string_truncate (desk->text, 0);
      g_string_append_len (desk->text, run->text, (gssize) run->length);
    }
  while (job->at > 0 && run->text[job->at - 1] != '\n')
    job->at--;
  job->is_begun = TRUE;
}

static void
read_tags (const GtkTextIter *iter, AlcoveHighlight *highlight)
{
  GSList *tags = gtk_text_iter_get_tags (iter);

  for (GSList *link = tags; link != NULL; link = link->next)
    {
      gboolean has_color, has_weight, has_style;
      g_autoptr (GdkRGBA) color = NULL;
      PangoStyle style;
      int weight;

      g_object_get (link->data, "foreground-set", &has_color, "foreground-rgba", &color,
                    "weight-set", &has_weight, "weight", &weight, "style-set", &has_style, "style",
                    &style, NULL);
      if (has_color && color != NULL)
        {
          highlight->has_color = TRUE;
          highlight->color = *color;
        }
      if (has_weight)
        highlight->is_bold = weight > PANGO_WEIGHT_MEDIUM;
      if (has_style)
        highlight->is_italic = style != PANGO_STYLE_NORMAL;
    }
  g_slist_free (tags);
}

static guint
read_range (const GtkTextIter *start, const GtkTextIter *end, guint byte, GArray *highlights)
{
  GtkTextIter iter = *start;

  while (gtk_text_iter_compare (&iter, end) < 0)
    {
      AlcoveHighlight highlight = { .start = byte };
      GtkTextIter next = iter;
      g_autofree char *piece = NULL;

      if (!gtk_text_iter_forward_to_tag_toggle (&next, NULL)
          || gtk_text_iter_compare (&next, end) > 0)
        next = *end;
      piece = gtk_text_iter_get_slice (&iter, &next);
      byte += (guint) strlen (piece);
      highlight.end = byte;
      read_tags (&iter, &highlight);
      if (highlight.has_color || highlight.is_bold || highlight.is_italic)
        g_array_append_val (highlights, highlight);
      iter = next;
    }
  return byte;
}

/* Answers with TRUE when the job is done. */
static gboolean
run_slice (AlcoveCodeHighlighter *self, Job *job)
{
  Desk *desk = desk_for (self, job->language);
  g_autoptr (GArray) highlights = g_array_new (FALSE, FALSE, sizeof (AlcoveHighlight));
  const char *text = job->block->run.text;
  const guint from = job->at;
  GtkTextIter start, end;

  if (!job->is_begun || desk->text->len != job->block->run.length
      || memcmp (desk->text->str, text, desk->text->len) != 0)
    begin_job (desk, job);
  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (desk->buffer), &start,
                                      (int) g_utf8_strlen (text, job->at));
  end = start;
  gtk_text_iter_forward_lines (&end, SLICE_LINES);
  gtk_source_buffer_ensure_highlight (desk->buffer, &start, &end);
  job->at = read_range (&start, &end, MIN (from, job->at), highlights);
  job->func (job->owner, MIN (from, job->at), highlights);
  return gtk_text_iter_is_end (&end);
}

static gboolean
work (gpointer data)
{
  AlcoveCodeHighlighter *self = data;
  Job *job = g_queue_pop_head (&self->jobs);

  if (job != NULL && run_slice (self, job))
    job_free (job);
  else if (job != NULL)
    g_queue_push_head (&self->jobs, job);
  if (!g_queue_is_empty (&self->jobs))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

/* Nullable: of a language that is not known there is nothing to do. */
static Job *
job_new (AlcoveBlock *block, gboolean is_dark, gpointer owner, AlcoveHighlightFunc func)
{
  GtkSourceLanguage *language = find_language (block->language);
  Job *job;

  if (language == NULL || block->run.length == 0)
    return NULL;
  job = g_new0 (Job, 1);
  job->owner = owner;
  job->func = func;
  job->block = alcove_block_ref (block);
  job->language = language;
  job->is_dark = is_dark;
  return job;
}

/**
 * alcove_code_highlighter_request:
 * @self: a highlighter
 * @owner: who asks; alcove_code_highlighter_cancel() before it goes
 * @block: its code
 * @from: bytes up to which the owner knows the colours
 * @is_dark: for a dark background
 * @func: gets the colours, later
 *
 * Takes the place of what @owner asked for before. Does nothing for a language that is not known.
 */
void
alcove_code_highlighter_request (AlcoveCodeHighlighter *self, gpointer owner, AlcoveBlock *block,
                                 guint from, gboolean is_dark, AlcoveHighlightFunc func)
{
  Job *job = job_new (block, is_dark, owner, func);

  alcove_code_highlighter_cancel (self, owner);
  if (job == NULL)
    return;
  job->at = from;
  g_queue_push_tail (&self->jobs, job);
  if (self->idle == 0)
    self->idle = g_idle_add (work, self);
}

static void
keep_highlights (gpointer owner, guint from, GArray *highlights)
{
  g_array_append_vals (owner, highlights->data, highlights->len);
}

/**
 * alcove_code_highlighter_color:
 * @self: a highlighter
 * @block: its code
 * @is_dark: for a dark background
 *
 * All at once, for paper.
 *
 * Returns: (transfer full) (element-type AlcoveHighlight): the colours; none for a language that is not known
 */
GArray *
alcove_code_highlighter_color (AlcoveCodeHighlighter *self, AlcoveBlock *block, gboolean is_dark)
{
  GArray *highlights = g_array_new (FALSE, FALSE, sizeof (AlcoveHighlight));
  Job *job = job_new (block, is_dark, highlights, keep_highlights);

  while (job != NULL && !run_slice (self, job))
    ;
  g_clear_pointer (&job, job_free);
  return highlights;
}

/**
 * alcove_code_highlighter_cancel:
 * @self: a highlighter
 * @owner: who asked
 */
void
alcove_code_highlighter_cancel (AlcoveCodeHighlighter *self, gpointer owner)
{
  for (GList *link = self->jobs.head; link != NULL;)
    {
      GList *next = link->next;
      Job *job = link->data;

      if (job->owner == owner)
        {
          g_queue_delete_link (&self->jobs, link);
          job_free (job);
        }
      link = next;
    }
}
