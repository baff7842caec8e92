/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What each key does, in the order in which it is shown: the one list of them. Pure. The keys of actions stand with the
 * application, those of single widgets here. */

#include "alcove-config.h"

#include "alcove-shortcut-list.h"

#include <glib/gi18n.h>

static const AlcoveShortcut general[] = {
  { NC_ ("shortcuts", "Main menu"), NULL, "F10" },
  { NC_ ("shortcuts", "Preferences"), "win.preferences", NULL },
  { NC_ ("shortcuts", "Help"), "win.help", NULL },
  { NC_ ("shortcuts", "Keyboard shortcuts"), "win.shortcuts", NULL },
  { NC_ ("shortcuts", "Statistics"), "win.statistics", NULL },
  { NC_ ("shortcuts", "Add an account"), "win.add-account", NULL },
  { NC_ ("shortcuts", "Lock"), "win.lock", NULL },
  { NC_ ("shortcuts", "New window"), "app.new-window", NULL },
  { NC_ ("shortcuts", "Close the window"), "window.close", NULL },
  { NC_ ("shortcuts", "Quit"), "app.quit", NULL },
  { NULL },
};

static const AlcoveShortcut chats[] = {
  { NC_ ("shortcuts", "New chat"), "win.new-chat", NULL },
  { NC_ ("shortcuts", "Previous chat"), "win.previous-chat", NULL },
  { NC_ ("shortcuts", "Next chat"), "win.next-chat", NULL },
  { NC_ ("shortcuts", "Newest chat"), "win.open-newest", NULL },
  { NC_ ("shortcuts", "Search chats"), "win.search", NULL },
  { NC_ ("shortcuts", "Next and previous hit"), NULL, "<Control>g <Control><Shift>g" },
  { NC_ ("shortcuts", "Rename the chat"), "win.rename-chat", NULL },
  { NC_ ("shortcuts", "Let a model suggest a title"), "win.suggest-title", NULL },
  { NC_ ("shortcuts", "Pin the chat, or no longer"), "win.pin-chat", NULL },
  { NC_ ("shortcuts", "Archive the chat, or take it out"), "win.archive-chat", NULL },
  { NC_ ("shortcuts", "Duplicate the chat"), "win.duplicate-chat", NULL },
  { NC_ ("shortcuts", "New folder"), "win.new-folder", NULL },
  { NC_ ("shortcuts", "Choose all chats"), NULL, "<Control>a" },
  { NC_ ("shortcuts", "Move the selected chat to the trash"), NULL, "Delete <Control>BackSpace" },
  { NC_ ("shortcuts", "Menu of the selected chat"), NULL, "Menu <Shift>F10" },
  { NC_ ("shortcuts", "Keep an unsaved chat"), "win.keep-chat", NULL },
  { NC_ ("shortcuts", "Save history, on or off"), "win.save-history", NULL },
  { NULL },
};

static const AlcoveShortcut reading[] = {
  { NC_ ("shortcuts", "Find in the chat"), "win.find", NULL },
  { NC_ ("shortcuts", "Next and previous match"), NULL, "<Control>g <Control><Shift>g" },
  { NC_ ("shortcuts", "Copy the selection as Markdown, or the last answer"), "win.copy-answer",
    NULL },
  { NC_ ("shortcuts", "Regenerate the last answer"), "win.regenerate", NULL },
  { NC_ ("shortcuts", "Previous and next message"), NULL, "<Alt>Up <Alt>Down" },
  { NC_ ("shortcuts", "Previous and next variant of a message"), NULL, "<Alt>Left <Alt>Right" },
  { NC_ ("shortcuts", "Menu of a message"), NULL, "Menu <Shift>F10" },
  { NC_ ("shortcuts", "Select everything"), NULL, "<Control>a" },
  { NULL },
};

static const AlcoveShortcut writing[] = {
  { NC_ ("shortcuts", "Send"), NULL, "Return <Control>Return" },
  { NC_ ("shortcuts", "New line"), NULL, "<Shift>Return" },
  { NC_ ("shortcuts", "Edit the last prompt, from an empty field"), NULL, "Up" },
  { NC_ ("shortcuts", "Stop the answer"), NULL, "Escape" },
  { NC_ ("shortcuts", "Choose a model"), "win.choose-model", NULL },
  { NC_ ("shortcuts", "Attach files"), "win.attach", NULL },
  { NC_ ("shortcuts", "Chat settings"), "win.chat-settings", NULL },
  { NC_ ("shortcuts", "Export the chat"), "win.export-chat", NULL },
  { NC_ ("shortcuts", "Export all chats"), "win.export-all", NULL },
  { NC_ ("shortcuts", "Print the chat, or make a PDF of it"), "win.print-chat", NULL },
  { NC_ ("shortcuts", "Share the chat with one person"), "win.share-chat", NULL },
  { NC_ ("shortcuts", "Import chats"), "win.import", NULL },
  { NC_ ("shortcuts", "Between writing and the list of chats"), "win.switch-focus", NULL },
  { NC_ ("shortcuts", "Show or hide the list of chats"), "win.toggle-sidebar", NULL },
  { NULL },
};

static const AlcoveShortcut in_the_chat[] = {
  { NC_ ("shortcuts", "Next message"), NULL, "<Control>Down" },
  { NC_ ("shortcuts", "Previous message"), NULL, "<Control>Up" },
  { NC_ ("shortcuts", "Oldest message"), NULL, "Home" },
  { NC_ ("shortcuts", "Newest message"), NULL, "End" },
  { NC_ ("shortcuts", "Next link or button"), NULL, "Tab" },
  { NC_ ("shortcuts", "Select more or less"), NULL,
    "<Shift>Left <Shift>Right <Shift>Up <Shift>Down" },
  { NC_ ("shortcuts", "Select by words"), NULL, "<Shift><Control>Left <Shift><Control>Right" },
  { NC_ ("shortcuts", "Select all"), NULL, "<Control>a" },
  { NC_ ("shortcuts", "Select nothing"), NULL, "<Shift><Control>a" },
  { NC_ ("shortcuts", "Copy"), NULL, "<Control>c" },
  { NC_ ("shortcuts", "Menu of a message"), NULL, "<Shift>F10" },
  { NULL },
};

static const AlcoveShortcutGroup groups[] = {
  { NC_ ("shortcuts", "General"), general },         { NC_ ("shortcuts", "Chats"), chats },
  { NC_ ("shortcuts", "Reading"), reading },         { NC_ ("shortcuts", "Writing"), writing },
  { NC_ ("shortcuts", "In the Chat"), in_the_chat }, { NULL },
};

/**
 * alcove_shortcut_list_get:
 *
 * Returns: (transfer none) (array zero-terminated=1): all groups of shortcuts; titles are to be translated in the
 *   context "shortcuts"
 */
const AlcoveShortcutGroup *
alcove_shortcut_list_get (void)
{
  return groups;
}
