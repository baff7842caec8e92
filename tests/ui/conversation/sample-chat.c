/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Conversations to look at and to measure. All of it is written for this purpose. */

#include "sample-chat.h"

#include <string.h>

AlcoveMessage *
sample_message (AlcoveRole role, AlcoveStatus status, const char *model, const char *text)
{
  AlcoveMessage *message = alcove_message_new (role, ALCOVE_STATUS_STREAMING);

  alcove_message_set_model (message, model);
  alcove_message_append (message, ALCOVE_PART_TEXT, text);
  alcove_message_set_status (message, status);
  return message;
}

static void
add (GListStore *store, AlcoveRole role, AlcoveStatus status, const char *text)
{
  g_autoptr (AlcoveMessage) message
      = sample_message (role, status, role == ALCOVE_ROLE_ASSISTANT ? "heron-2-large" : NULL, text);

  g_list_store_append (store, message);
}

static void
add_thoughtful (GListStore *store, const char *reasoning, const char *text, AlcoveStatus status)
{
  g_autoptr (AlcoveMessage) message
      = sample_message (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING, "heron-2-large", text);

  alcove_message_append (message, ALCOVE_PART_REASONING, reasoning);
  if (status == ALCOVE_STATUS_FAILED)
    alcove_message_set_error (message, "rate-limited", "Too many requests in a minute");
  alcove_message_set_status (message, status);
  g_list_store_append (store, message);
}

static const char bread[]
    = "# Bread on a weekday\n\n"
      "A loaf fits around a working day if **time does the kneading**. You need _four things_ and "
      "one bowl:\n\n"
      "1. Mix in the evening: 500 g flour, 350 g water, 10 g salt, 2 g yeast\n"
      "2. Fold twice, half an hour apart\n"
      "3. Sleep\n"
      "   - the dough rises by itself\n"
      "   - a cold kitchen is *good*, it only takes longer\n"
      "4. Bake at 240 °C\n\n"
      "> A wet dough feels wrong in the hand and right in the mouth.\n"
      ">\n"
      "> It sticks less if the hands are wet, too.\n\n"
      "## Which flour?\n\n"
      "| Flour | Water | Rise | Good for |\n"
      "| --- | ---: | :---: | --- |\n"
      "| wheat 550 | 68 % | 8 h | soft rolls, everyday loaves |\n"
      "| spelt | 62 % | 6 h | tins, because it spreads |\n"
      "| rye, half and half | 75 % | 12 h | dark loaves that keep for a week |\n\n"
      "Before you start:\n\n"
      "- [x] weigh the salt, do not guess\n"
      "- [x] lukewarm water\n"
      "- [ ] heat the pot *in* the oven, see [the notes on "
      "pots](https://example.org/pots?long=1)\n\n"
      "---\n\n"
      "The only inline command you need is `timer 45m`, and ~~patience~~ a clock.";

static const char code[]
    = "Here is the function. It keeps the order of the first appearance:\n\n"
      "```python\n"
      "from collections.abc import Iterable\n\n\n"
      "def unique(items: Iterable[str]) -> list[str]:\n"
      "    \"\"\"Drop what was seen before, keep the order.\"\"\"\n"
      "    seen = set()\n"
      "    out = []\n"
      "    for item in items:\n"
      "        if item not in seen:  # a set answers in constant time, however many there are in "
      "it, and that is why this is linear\n"
      "            seen.add(item)\n"
      "            out.append(item)\n"
      "    return out\n"
      "```\n\n"
      "In C it would be a hash table:\n\n"
      "```c\n"
      "g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);\n\n"
      "for (guint i = 0; i < items->len; i++) /* linear */\n"
      "  g_hash_table_add (seen, items->pdata[i]);\n"
      "```\n\n"
      "Both are O(n).";

static const char arabic[] = "الخبز بسيط: طحين وماء وملح ووقت.\n\n"
                             "- اخلط المكونات في المساء\n"
                             "- اتركها حتى الصباح\n"
                             "- اخبز على حرارة عالية\n\n"
                             "The oven's light says **READY** when it is hot.";

/* A small landscape, as a PNG in base64. */
static const char landscape[]
    = ""
      "iVBORw0KGgoAAAANSUhEUgAAAUAAAADICAIAAAAWZq/"
      "8AAADqklEQVR42u3dwU3DUBBF0VcNLVEBC0qhBLZ0Qg2UQAVsWFMB"
      "KBHOz7zvI90C+"
      "J45sWMJyOv7l6TS4hJIAEsCWBLAEsCSAJYEsCSAJYAlASwJYAlgSQBLAlgSwBLAkgCWBLAkgCWAJQEsCWAJ"
      "YGmfvj+eLglgqc/"
      "tHpIBFrrFjAEWusWMARa9xYYBFr3FhgEWvcWGARa9xYYBFr3FhgEWvcWGARa9xYYBFsAAS7vrnWkYYAEM"
      "sHQCvQMNAyyAAZYABlgarneaYYAFMMASwABLAAMsgAGWAAZYAhhgAQwwwAIYYAlggCWAARbAAEsAAyz5bSSAJYABFsAA"
      "Swz7"
      "m1gSwABL9AIsgAGWzmR45qUAWAz774TSvoYnXwSAxXCrXoDFcLFegMVwsV6AxXCxXoCFcStdgIVxMV2ARXKrW4ClHQJY"
      "AlgS"
      "wJIAlgCWBLAkgCUBLAEsCWBJAEsASwJYEsCSAJYAlgSwJIAlASwBLAlgSQBLAEsCWBLAkgCWAJYEsP7b4+fLH7k+"
      "AKvPLckA"
      "ax+9GAOsbroYA6wd9GIMsOr1MgywiuliDLB20DvKsA8agOntY+yRAWB6+wx78gcY4ErGvr0DTG8fYy/"
      "hAKa3krEX6QDT28f4"
      "DG/gANZ0vdc62fWrO8Dq1rvH5wvAopdhgAUwwwDTK4YBppdhgEUvwwDTK4YBBlinMxwv4ukFuBsww/"
      "Qy3A2YYXoZ7gbMML0M"
      "dwNmmF6GARbADB+8RZcCZphegCvW5lfAFWce/tNiw/CanUnLmYumBQzDyxYmw89cNzNUGF65LRl75hP+6WOdx/"
      "BRJ8rAM5dO"
      "Dg+G169KRp25dHhUAHyvVcmQY/eOEAmG77gqOe3ti16GN3i0jHsXugz3Pl3GvevaQ1l9hudsS9afvHSu1p3hgXueZYe/"
      "9Uke"
      "3p4PyU7v2lEbMuoulVt/hs2fB8/"
      "EHuh58RljJDBD27shMRWYue3dkJgKydz2bkhMhWRuezckpoIxt70bElMhGd3eDYmpYMxt"
      "75LEVEhGt3dDYioYc9u7JDEYktHt3ZCYCsbc9m5IDIZkdHs3JKaCMbe9GxKDIRnd3g2JqWDMbe+"
      "GxFRIRre3mArJ3G4O2GUi"
      "2ZL0AXZ1SIa2DLArAjO0TYBdAp6JBVgSwJIAlgCWBLAkgCUBLAEsCWBJAEsASwJYEsCSAJYAlgSwJIAlASwBLAlgSQBL"
      "AEsC"
      "WBLAkgCWAJYEsCSAJQEsASwJYEkASwBLAlgSwJIAlgCWBLCkI/oBcFquhSsDHg4AAAAASUVORK5CYII=";

static const char cited[] = "The oldest ovens were pits with hot stones[1]. Dough was left to rise "
                            "by chance long before anybody "
                            "knew why, and **kept leaven** came later [2][3].\n\n"
                            "![A hill under the sun](data:image/png;base64,";

static const char cited_end[]
    = ")\n\nThe yield of a loaf is $m_{dough} \\cdot 0.88$, as a rule of thumb.\n\n"
      "![The map of the finds](https://maps.example/finds.png)\n\n"
      "> [!NOTE]\n> The dates are of the charcoal, not of the bread.";

static AlcovePart *
new_source (const char *title, const char *url)
{
  AlcovePart *part = alcove_part_new (ALCOVE_PART_CITATION, title);

  part->extra = g_strdup_printf ("{\"url\":\"%s\"}", url);
  return part;
}

static AlcovePart *
new_named (AlcovePartKind kind, const char *name, const char *text)
{
  AlcovePart *part = alcove_part_new (kind, text);

  part->name = g_strdup (name);
  return part;
}

GBytes *
sample_image (void)
{
  gsize size;
  guchar *data = g_base64_decode (landscape, &size);

  return g_bytes_new_take (data, size);
}

static void
add_parts (GListStore *store, AlcoveRole role, GPtrArray *parts)
{
  g_autoptr (AlcoveMessage) message = alcove_message_new (role, ALCOVE_STATUS_COMPLETE);

  alcove_message_set_model (message, role == ALCOVE_ROLE_ASSISTANT ? "heron-2-large" : NULL);
  alcove_message_set_parts (message, parts);
  g_list_store_append (store, message);
  g_ptr_array_unref (parts);
}

static void
add_attachments (GListStore *store)
{
  g_autoptr (GBytes) image = sample_image ();
  g_autoptr (GBytes) file = g_bytes_new_static ("place,year\nA,-12000\n", 20);
  GPtrArray *parts = alcove_parts_new ();

  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT,
                                           "When was this? The finds are in the table."));
  g_ptr_array_add (parts, alcove_part_new_data (ALCOVE_PART_IMAGE, "hill.png", "image/png", image));
  g_ptr_array_add (parts, alcove_part_new_data (ALCOVE_PART_FILE, "finds.csv", "text/csv", file));
  add_parts (store, ALCOVE_ROLE_USER, parts);
}

static void
add_tools (GListStore *store)
{
  GPtrArray *call = alcove_parts_new (), *result = alcove_parts_new ();

  g_ptr_array_add (call, alcove_part_new (ALCOVE_PART_TEXT, "I look it up."));
  g_ptr_array_add (call,
                   new_named (ALCOVE_PART_TOOL_CALL, "search_finds",
                              "{\"place\":\"A\",\"kinds\":[\"oven\",\"charcoal\"],\"limit\":3}"));
  add_parts (store, ALCOVE_ROLE_ASSISTANT, call);
  g_ptr_array_add (result, new_named (ALCOVE_PART_TOOL_RESULT, "search_finds",
                                      "[{\"id\":7,\"age\":14400}]"));
  add_parts (store, ALCOVE_ROLE_TOOL, result);
}

static void
add_cited (GListStore *store)
{
  GPtrArray *parts = alcove_parts_new ();
  g_autofree char *text = g_strconcat (cited, landscape, cited_end, NULL);

  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, text));
  g_ptr_array_add (parts, new_source ("Bread before farming", "https://digs.example/bread"));
  g_ptr_array_add (parts, new_source ("A history of leaven", "https://leaven.example/history"));
  g_ptr_array_add (parts, new_source (NULL, "https://ovens.example/pits?from=list"));
  add_parts (store, ALCOVE_ROLE_ASSISTANT, parts);
}

void
sample_chat_add_parts (GListStore *store)
{
  add_attachments (store);
  add_tools (store);
  add_cited (store);
}

GListStore *
sample_chat_new (void)
{
  GListStore *store = g_list_store_new (ALCOVE_TYPE_MESSAGE);

  add (store, ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE,
       "How do I bake bread on a day on which I work?");
  add (store, ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_COMPLETE, bread);
  add (store, ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE,
       "Thanks! Now something else: a Python function that drops duplicates from a list of strings "
       "and keeps the order.\n\nIt should be linear. And please explain in one sentence why it is, "
       "I "
       "have to defend it in a review tomorrow.");
  add_thoughtful (store,
                  "They want order-preserving de-duplication. A set for membership, a list for "
                  "the order.\n\n- `dict.fromkeys` would do it in one line\n- but the explicit "
                  "loop is easier to defend in a review",
                  code, ALCOVE_STATUS_COMPLETE);
  add (store, ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, "وبالعربية؟");
  add (store, ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STOPPED, arabic);
  add (store, ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, "ok");
  add_thoughtful (store, "A short answer will do.", "", ALCOVE_STATUS_FAILED);
  return store;
}

static const char *const words[] = { "window",  "the", "of",    "a",  "paper", "slowly",  "answers",
                                     "between", "and", "river", "to", "which", "morning", "stone",
                                     "letters", "is",  "kept",  "by", "every", "light" };

static void
append_words (GString *text, guint seed, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      seed = seed * 1103515245 + 12345;
      g_string_append (text, words[(seed >> 16) % G_N_ELEMENTS (words)]);
      g_string_append_c (text, i % 13 == 12 ? '.' : ' ');
      if (i % 13 == 12)
        g_string_append_c (text, ' ');
    }
}

static void
append_section (GString *text, guint i)
{
  if (i % 4 == 0)
    g_string_append_printf (text, "## Part %u\n\n", i);
  append_words (text, i * 7 + 1, 20 + i % 5 * 15);
  g_string_append (text, "with **strong** and `code` words.\n\n");
  if (i % 3 == 0)
    for (guint k = 0; k < 4; k++)
      {
        g_string_append (text, "- ");
        append_words (text, i * 31 + k, 6 + k * 3);
        g_string_append_c (text, '\n');
      }
  if (i % 7 == 2)
    g_string_append (text, "\n```python\ndef area(w, h):\n    # a comment\n    return w * h\n\n"
                           "print(area(3, 4))\n```\n");
  if (i % 11 == 5)
    g_string_append (text, "\n| name | size |\n| --- | ---: |\n| river | 12 |\n| stone | 3 |\n");
  g_string_append_c (text, '\n');
}

char *
sample_markdown (gsize size)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; text->len < size; i++)
    append_section (text, i);
  return g_string_free_and_steal (text);
}

static char *
history_text (guint i)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "Message %u. ", i);
  if (i % 2 == 0)
    append_words (text, i + 3, 5 + i % 40);
  else
    for (guint k = 0; k < 1 + i % 5; k++)
      append_section (text, i + k);
  return g_string_free_and_steal (text);
}

void
sample_history_load (AlcoveMessage *message, guint i)
{
  g_autoptr (GPtrArray) parts = alcove_parts_new ();
  g_autofree char *text = history_text (i);

  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, text));
  alcove_message_set_parts (message, parts);
}

AlcoveMessage *
sample_history_message (guint i, gboolean is_loaded)
{
  g_autofree char *text = history_text (i);
  AlcoveMessage *message
      = alcove_message_new_unloaded (NULL, i % 2 == 0 ? ALCOVE_ROLE_USER : ALCOVE_ROLE_ASSISTANT,
                                     ALCOVE_STATUS_COMPLETE, strlen (text));

  if (is_loaded)
    sample_history_load (message, i);
  return message;
}

GListStore *
sample_history_new (guint n, gboolean is_loaded)
{
  GListStore *store = g_list_store_new (ALCOVE_TYPE_MESSAGE);
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (messages, sample_history_message (i, is_loaded));
  g_list_store_splice (store, 0, 0, messages->pdata, messages->len);
  return store;
}
