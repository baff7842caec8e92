/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What Newelle's file of chats and its JSON have in common: a message is who said it, and a text, in which pictures
 * are fenced blocks and what was thought stands first. Pure; any thread. */

#include "alcove-newelle-message.h"

#include <string.h>

#include "alcove-import-message.h"

#define FENCE "```image\n"

static AlcoveRole
get_role (const char *user)
{
  if (g_str_equal (user, "User") || g_str_equal (user, "File") || g_str_equal (user, "Folder")
      || g_str_equal (user, "Command"))
    return ALCOVE_ROLE_USER;
  if (g_str_equal (user, "Console"))
    return ALCOVE_ROLE_TOOL;
  return g_str_equal (user, "System") ? ALCOVE_ROLE_SYSTEM : ALCOVE_ROLE_ASSISTANT;
}

/* A picture that the message carries; what stands around it stays text. */
static const char *
add_images (AlcoveMessageRecord *message, const char *text)
{
  /* The function: the macro looks for the end of the text each time. */
  while ((g_str_has_prefix) (text, FENCE "data:image/"))
    {
      const char *url = text + strlen (FENCE);
      const char *end = strstr (url, "\n```");
      g_autofree char *address = end ? g_strndup (url, (gsize) (end - url)) : NULL;

      if (end == NULL || !alcove_import_add_image (message, address, NULL))
        break;
      text = end + strlen ("\n```");
      text += strspn (text, "\n");
    }
  return text;
}

/**
 * alcove_newelle_message_add:
 * @chat: a chat
 * @user: who said it, in Newelle's words
 * @text: what
 */
void
alcove_newelle_message_add (AlcoveForeignChat *chat, const char *user, const char *text)
{
  AlcoveMessageRecord *message = alcove_foreign_chat_append (chat, get_role (user));

  if (message->role == ALCOVE_ROLE_TOOL)
    alcove_import_add_result (message, NULL, text);
  else if (g_str_equal (user, "File") || g_str_equal (user, "Folder"))
    {
      g_autofree char *path = g_strstrip (g_strdup (text));

      alcove_import_add_file (message, path, NULL);
    }
  else
    alcove_import_add_text (message, add_images (message, text));
}
