/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The HTML that the specifications expect, and our blocks, both as one kind of text: a line for each leaf, with the
 * depth of its lists and quotes, whether an item begins with it, and its text in runs of one look. For tests.
 *
 * Only the HTML of those examples is read: tags are closed, attributes quoted. */

#include "html-blocks.h"

#include <string.h>

typedef struct
{
  const char *html;
  GString *out;
  GString *text;      /* of the open leaf */
  GArray *looks;      /* AlcoveSpanFlags of the open tags */
  GPtrArray *targets; /* of links */
  char *kind;         /* of the open leaf, NULL for none */
  guint quotes;
  guint lists;
  gboolean is_item; /* begun, and nothing of it written */
  const char *task;
  gboolean is_code;
  gboolean is_raw;
} Reader;

/* White space is one blank, but in code. */
static char *
dup_normal (const char *text, gboolean is_code)
{
  g_autoptr (GString) normal = g_string_new (NULL);

  if (is_code)
    return g_strchomp (g_strdup (text));
  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isspace (*p))
        g_string_append_c (normal, *p);
      else if (normal->len > 0 && normal->str[normal->len - 1] != ' ')
        g_string_append_c (normal, ' ');
    }
  return g_strstrip (g_strdup (normal->str));
}

static void
append_line (GString *out, const char *kind, guint quotes, guint lists, gboolean is_item,
             const char *task, const char *text, gboolean is_code)
{
  g_autofree char *normal = dup_normal (text, is_code);

  g_string_append_printf (out, "%s >%u -%u%s%s: %s\n", kind, quotes, lists, is_item ? " item" : "",
                          task, normal);
}

/* Runs of one look that stand side by side are one. An image's description has no look of its own. */
static void
append_run (GString *text, AlcoveSpanFlags flags, const char *target, const char *piece,
            gsize length)
{
  g_autofree char *plain = target ? g_uri_unescape_string (target, NULL) : NULL;
  g_autofree char *head = NULL;
  const char *last = strrchr (text->str, '\002');

  if (length == 0)
    return;
  if (flags & ALCOVE_SPAN_IMAGE)
    flags = ALCOVE_SPAN_IMAGE;
  if (flags == 0)
    {
      g_string_append_len (text, piece, (gssize) length);
      return;
    }
  head = g_strdup_printf ("\002%x %s|", flags, plain ? plain : target ? target : "");
  if (last != NULL && g_str_has_prefix (last, head) && g_str_has_suffix (last, "\003"))
    g_string_truncate (text, text->len - 1);
  else
    g_string_append (text, head);
  g_string_append_len (text, piece, (gssize) length);
  g_string_append_c (text, '\003');
}

static AlcoveSpanFlags
look (Reader *self)
{
  AlcoveSpanFlags flags = 0;

  for (guint i = 0; i < self->looks->len; i++)
    flags |= g_array_index (self->looks, AlcoveSpanFlags, i);
  /* a picture inside a link is the link's label */
  if (flags & ALCOVE_SPAN_LINK)
    flags &= ~(guint) ALCOVE_SPAN_IMAGE;
  return flags;
}

static void
close_leaf (Reader *self)
{
  if (self->kind == NULL)
    return;
  append_line (self->out, self->kind, self->quotes, self->lists, self->is_item,
               self->task ? self->task : "", self->text->str, self->is_code);
  self->is_item = FALSE;
  self->task = NULL;
  g_clear_pointer (&self->kind, g_free);
  g_string_truncate (self->text, 0);
}

static void
open_leaf (Reader *self, const char *kind)
{
  close_leaf (self);
  self->kind = g_strdup (kind);
}

static char *
dup_unescaped (const char *text, gsize length)
{
  static const struct
  {
    const char *name, *text;
  } entities[] = { { "&lt;", "<" }, { "&gt;", ">" }, { "&amp;", "&" }, { "&quot;", "\"" } };
  GString *out = g_string_new (NULL);

  for (const char *p = text; p < text + length;)
    {
      gsize taken = 0;

      for (guint i = 0; i < G_N_ELEMENTS (entities) && taken == 0; i++)
        if (g_str_has_prefix (p, entities[i].name))
          {
            g_string_append (out, entities[i].text);
            taken = strlen (entities[i].name);
          }
      if (taken == 0)
        g_string_append_c (out, *p);
      p += MAX (taken, 1);
    }
  return g_string_free_and_steal (out);
}

static void
add_text (Reader *self, const char *piece)
{
  const char *target = NULL;

  if (self->kind == NULL && piece[strspn (piece, " \t\r\n")] == '\0')
    return;
  if (self->kind == NULL)
    open_leaf (self, "P");
  for (guint i = 0; i < self->targets->len && target == NULL; i++)
    target = g_ptr_array_index (self->targets, i);
  append_run (self->text, self->is_code ? 0 : look (self), target, piece, strlen (piece));
}

static char *
dup_attribute (const char *tag, const char *name)
{
  g_autofree char *key = g_strdup_printf (" %s=\"", name);
  const char *at = strstr (tag, key);

  if (at == NULL)
    return NULL;
  at += strlen (key);
  return dup_unescaped (at, strcspn (at, "\""));
}

static void
push (Reader *self, AlcoveSpanFlags flags, char *target)
{
  g_array_append_val (self->looks, flags);
  g_ptr_array_add (self->targets, target);
}

static void
pop (Reader *self)
{
  if (self->looks->len == 0)
    return;
  g_array_set_size (self->looks, self->looks->len - 1);
  g_ptr_array_set_size (self->targets, (int) self->targets->len - 1);
}

static void
read_image (Reader *self, const char *tag)
{
  g_autofree char *alt = dup_attribute (tag, "alt");
  g_autofree char *src = dup_attribute (tag, "src");

  push (self, ALCOVE_SPAN_IMAGE, g_strdup (src));
  add_text (self, alt && *alt ? alt : src ? src : "");
  pop (self);
}

static gboolean
read_inline (Reader *self, const char *name, const char *tag)
{
  static const struct
  {
    const char *name;
    AlcoveSpanFlags flags;
  } inlines[] = { { "em", ALCOVE_SPAN_EMPHASIS },
                  { "strong", ALCOVE_SPAN_STRONG },
                  { "del", ALCOVE_SPAN_STRIKE },
                  { "code", ALCOVE_SPAN_CODE },
                  { "a", ALCOVE_SPAN_LINK } };
  const gboolean is_end = *name == '/';

  if (self->is_code && g_str_equal (name + is_end, "code"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (inlines); i++)
    if (g_str_equal (name + is_end, inlines[i].name))
      {
        if (is_end)
          pop (self);
        else
          push (self, inlines[i].flags, dup_attribute (tag, "href"));
        return TRUE;
      }
  if (g_str_equal (name, "img"))
    read_image (self, tag);
  else if (g_str_equal (name, "br"))
    add_text (self, "\n");
  else
    return FALSE;
  return TRUE;
}

static void
end_item (Reader *self)
{
  close_leaf (self);
  if (self->is_item)
    append_line (self->out, "P", self->quotes, self->lists, TRUE, self->task ? self->task : "", "",
                 FALSE);
  self->is_item = FALSE;
  self->task = NULL;
}

static gboolean
read_container (Reader *self, const char *name, const char *tag)
{
  if (g_str_equal (name, "ul") || g_str_equal (name, "ol") || g_str_equal (name, "blockquote"))
    {
      close_leaf (self);
      if (*name == 'b')
        self->quotes++;
      else
        self->lists++;
    }
  else if (g_str_equal (name, "/ul") || g_str_equal (name, "/ol")
           || g_str_equal (name, "/blockquote"))
    {
      close_leaf (self);
      if (name[1] == 'b')
        self->quotes--;
      else
        self->lists--;
    }
  else if (g_str_equal (name, "li"))
    {
      close_leaf (self);
      self->is_item = TRUE;
    }
  else if (g_str_equal (name, "/li"))
    end_item (self);
  else if (g_str_equal (name, "input") && strstr (tag, "checkbox"))
    self->task = strstr (tag, "checked=\"\"") ? " [x]" : " [ ]";
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_leaf (Reader *self, const char *name, const char *tag)
{
  if (g_str_equal (name, "p"))
    open_leaf (self, "P");
  else if (*name == 'h' && g_ascii_isdigit (name[1]) && name[2] == '\0')
    {
      g_autofree char *kind = g_strdup_printf ("H%c", name[1]);

      open_leaf (self, kind);
    }
  else if (g_str_equal (name, "/p")
           || (*name == '/' && name[1] == 'h' && g_ascii_isdigit (name[2])))
    close_leaf (self);
  else if (g_str_equal (name, "hr"))
    {
      open_leaf (self, "RULE");
      close_leaf (self);
    }
  else if (g_str_equal (name, "pre"))
    {
      const char *code = strstr (self->html, "<code");
      g_autofree char *head = code ? g_strndup (code, strcspn (code, ">")) : g_strdup ("");
      g_autofree char *class = dup_attribute (head, "class");
      g_autofree char *kind = g_strconcat (
          "CODE ", class && g_str_has_prefix (class, "language-") ? class + 9 : "", NULL);

      open_leaf (self, kind);
      self->is_code = TRUE;
    }
  else if (g_str_equal (name, "/pre"))
    {
      close_leaf (self);
      self->is_code = FALSE;
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_table (Reader *self, const char *name, const char *tag)
{
  static const char *const silent[] = { "thead", "/thead", "tbody", "/tbody", NULL };

  if (g_strv_contains (silent, name))
    return TRUE;
  if (g_str_equal (name, "table"))
    open_leaf (self, "TABLE");
  else if (g_str_equal (name, "/table"))
    close_leaf (self);
  else if (g_str_equal (name, "tr"))
    g_string_append (self->text, "||");
  else if (g_str_equal (name, "/tr"))
    ;
  else if (g_str_equal (name, "th") || g_str_equal (name, "td"))
    {
      g_autofree char *align = dup_attribute (tag, "align");

      g_string_append_printf (self->text, "(%s)", align ? align : "");
    }
  else if (g_str_equal (name, "/th") || g_str_equal (name, "/td"))
    g_string_append_c (self->text, '|');
  else
    return FALSE;
  return TRUE;
}

static void
read_tag (Reader *self)
{
  const gsize length = strcspn (self->html, ">") + 1;
  g_autofree char *tag = g_strndup (self->html, length);
  g_autofree char *name = g_strndup (tag + 1, strcspn (tag + 1, " />\n"));

  if (tag[1] == '/')
    {
      g_free (name);
      name = g_strndup (tag + 1, strcspn (tag + 1, " >\n"));
    }
  if (!read_inline (self, name, tag) && !read_container (self, name, tag)
      && !read_leaf (self, name, tag) && !read_table (self, name, tag))
    self->is_raw = TRUE;
  self->html += MIN (length, strlen (self->html));
}

char *
html_blocks_dump (const char *html)
{
  Reader self = { .html = html };

  self.out = g_string_new (NULL);
  self.text = g_string_new (NULL);
  self.looks = g_array_new (FALSE, FALSE, sizeof (AlcoveSpanFlags));
  self.targets = g_ptr_array_new_with_free_func (g_free);
  while (*self.html != '\0' && !self.is_raw)
    {
      const gsize length = strcspn (self.html, "<");
      g_autofree char *piece = dup_unescaped (self.html, length);

      if (self.kind == NULL || !g_str_equal (self.kind, "TABLE")
          || piece[strspn (piece, "\n")] != '\0')
        add_text (&self, piece);
      self.html += length;
      if (*self.html == '<')
        read_tag (&self);
    }
  close_leaf (&self);
  g_string_free (self.text, TRUE);
  g_array_unref (self.looks);
  g_ptr_array_unref (self.targets);
  g_free (self.kind);
  if (!self.is_raw)
    return g_string_free_and_steal (self.out);
  g_string_free (self.out, TRUE);
  return NULL;
}

static void
append_our_run (GString *text, const AlcoveRun *run)
{
  guint at = 0;

  for (guint i = 0; run->spans && i < run->spans->len; i++)
    {
      const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, i);

      g_string_append_len (text, run->text + at, span->start - at);
      append_run (text, span->flags, span->target, run->text + span->start,
                  span->end - span->start);
      at = span->end;
    }
  g_string_append (text, run->text + at);
}

static char *
dup_our_kind (const AlcoveBlock *block)
{
  static const char *const kinds[] = { "P", "H", "CODE ", "TABLE", "RULE", "HTML" };

  if (block->kind == ALCOVE_BLOCK_HEADING)
    return g_strdup_printf ("H%u", block->level);
  return g_strconcat (kinds[block->kind], block->language, NULL);
}

char *
html_blocks_dump_ours (GPtrArray *blocks)
{
  static const char *const aligns[] = { "", "left", "center", "right" };
  static const char *const tasks[] = { "", " [ ]", " [x]" };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const AlcoveBlock *block = g_ptr_array_index (blocks, i);
      g_autofree char *kind = dup_our_kind (block);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint k = 0; block->cells && k < block->cells->len; k++)
        {
          const AlcoveRun *cell = g_ptr_array_index (block->cells, k);

          g_string_append_printf (text, "%s(%s)", k % block->n_columns == 0 ? "||" : "",
                                  aligns[cell->align]);
          append_our_run (text, cell);
          g_string_append_c (text, '|');
        }
      if (block->cells == NULL)
        append_our_run (text, &block->run);
      append_line (out, kind, block->quote_depth, block->list_depth,
                   block->marker != NULL || block->task != ALCOVE_TASK_NONE, tasks[block->task],
                   text->str, block->kind == ALCOVE_BLOCK_CODE);
    }
  return g_string_free_and_steal (out);
}
