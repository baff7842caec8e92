# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""background.py ANSWER LOG: the part of a desktop's portal that gtk's has not, and the person behind it.

Asked whether a program may run in the background, it answers what the file ANSWER says, 0 for yes and 1 for no, and
writes down in LOG who wanted it. The bus starts it.
"""
import pathlib
import sys

from gi.repository import Gio, GLib

NAME = 'org.freedesktop.impl.portal.desktop.standin'
INTERFACES = """<node>
<interface name='org.freedesktop.impl.portal.Background'>
  <method name='GetAppState'><arg type='a{sv}' direction='out'/></method>
  <method name='NotifyBackground'><arg type='o' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>
    <arg type='u' direction='out'/><arg type='a{sv}' direction='out'/></method>
  <method name='EnableAutostart'><arg type='s' direction='in'/><arg type='b' direction='in'/><arg type='as' direction='in'/><arg type='u' direction='in'/>
    <arg type='b' direction='out'/></method>
  <signal name='RunningApplicationsChanged'/>
</interface>
<interface name='org.freedesktop.impl.portal.Access'>
  <method name='AccessDialog'><arg type='o' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>
    <arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>
    <arg type='u' direction='out'/><arg type='a{sv}' direction='out'/></method>
</interface>
</node>"""


def main():
    answer, log = map(pathlib.Path, sys.argv[1:])

    def called(_connection, _sender, _path, _interface, method, parameters, invocation):
        if method == 'AccessDialog':
            with log.open('a', encoding='utf-8') as lines:
                lines.write(f'{parameters.unpack()[1]} {answer.read_text()}\n')
            reply = GLib.Variant('(ua{sv})', (int(answer.read_text()), {}))
        elif method == 'NotifyBackground':
            reply = GLib.Variant('(ua{sv})', (0, {'result': GLib.Variant('u', 2)}))  # as it is, for this once
        elif method == 'EnableAutostart':
            reply = GLib.Variant('(b)', (False,))
        else:
            reply = GLib.Variant('(a{sv})', ({},))
        invocation.return_value(reply)

    def acquired(connection, _name):
        for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces:
            connection.register_object('/org/freedesktop/portal/desktop', interface, called, None, None)

    Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, acquired, None, None)
    GLib.MainLoop().run()


main()
