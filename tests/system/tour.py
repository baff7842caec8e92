# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""A window that is shown around: the same way in each language, size and colour. What it is asked for is said in
English; the translation that is in use is looked up."""
import gettext
import os
import re
from pathlib import Path

from portal import Portal
from window import Atspi, GLib, Window, has_state, pump

# A desktop without notifications; and a menu that opened by a press and gets the release of it, which GTK 4.18 does not
# count on (a popover's n_active goes below 0).
NOT_OURS = re.compile(r"org.freedesktop.Notifications|Broken accounting of active state for widget \S+\(GtkPopoverMenu\)")
# How libadwaita 1.7 finds out that the heading of an alert needs its smaller size.
OF_ALERTS = "Trying to measure GtkLabel"


def locale_folder():
    for data in os.environ.get("XDG_DATA_DIRS", "").split(":"):
        if (Path(data) / "glib-2.0/schemas/io.github.alcovechat.Alcove.gschema.xml").exists():
            return Path(data) / "locale"
    return None


class Words:
    """What each word of the interface is called in a language, in any of its contexts."""

    def __init__(self, language):
        self.names = {}
        file = gettext.find("alcove", locale_folder(), [language]) if language else None
        if file:
            with open(file, "rb") as data:
                for key, words in gettext.GNUTranslations(data)._catalog.items():
                    words_of = key if isinstance(key, str) else key[0]
                    self.names.setdefault(words_of.rpartition("\4")[2].replace("_", ""), set()).add(words.replace("_", ""))

    def __call__(self, name):
        return self.names.get(name, set()) | self.filled(name) | {name}

    def filled(self, name):
        """Where a part of the name is put in: Account: %s."""
        found = set()
        for words, translations in self.names.items():
            if words.count("%s") == 1 and words not in ("%s", "“%s”") and (match := re.fullmatch(re.escape(words).replace("%s", "(.+)"), name)):
                found |= {t.replace("%s", match[1]) for t in translations}
        return found


class Tour(Window):
    """A window whose controls are asked for by their English names."""

    def __init__(self, *arguments, language=None, narrow=False, **options):
        self.words = Words(language)
        self.is_narrow = narrow
        self.alerts_told = set()
        super().__init__(*arguments, env={"G_DEBUG": "fatal-criticals", **Portal.env}, **options)

    def called(self, name, role=None):
        names = self.words(name)
        return next(self.matching(lambda n: (n.get_name() or "") in names and (role is None or n.get_role_name() == role)), None)

    def find(self, name=None, role=None, contains=None, timeout=10):
        if name is None or len(self.words(name)) == 1:
            return super().find(name, role, contains, timeout)
        return self.wait(lambda: self.called(name, role), f"{role or 'a control'} named {name!r}", timeout)

    def is_there(self, name, role=None):
        try:
            return self.called(name, role) is not None
        except GLib.Error:
            return False

    def click(self, name, role=None, timeout=10):
        node = self.wait(lambda: self.called_to_press(name, role), f"a control named {name!r} that can be pressed", timeout)
        node.do_action(0)
        pump(0.1)
        return node

    def called_to_press(self, name, role):
        names = self.words(name)
        for node in self.all(lambda n: (n.get_name() or "") in names and (role is None or n.get_role_name() == role)):
            if has_state(node, Atspi.StateType.SENSITIVE) and node.get_n_actions() and node.get_action_name(0) in ("click", "toggle", "activate", "press"):
                return node
        return None

    def enter(self, name, text, timeout=10):
        names = self.words(name)
        known = self.wait(lambda: next((n for n in names if super(Tour, self).is_there(n)), None), f"an entry named {name!r}", timeout)
        return super().enter(known, text, timeout)

    def escape(self, times=1):
        for _ in range(times):
            self.focus()
            self.key("Escape")

    def choose_model(self, model):
        self.focus()
        self.key("ctrl+m")
        self.enter("Search or enter a model’s name", model)
        self.key("Return")
        pump(0.3)

    def warnings(self):
        """What GTK or Alcove complained of, once each."""
        found = [line for line in self.messages().splitlines() if re.search(r"WARNING|CRITICAL", line) and not NOT_OURS.search(line)]
        if any(n.get_role_name() == "alert" for n in self.all(lambda n: True)):
            self.alerts_told |= {line for line in found if OF_ALERTS in line}
        found = [line for line in found if line not in self.alerts_told]
        return list(dict.fromkeys(re.sub(r"^\S+ |\(.*?\): ", "", line) for line in found))
