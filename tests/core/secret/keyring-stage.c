/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Starts this program again with "--inside ARGUMENT" in a home, on a bus and, where prompts must come
 * up, on a display of its own. What it says is shown where it fails. */

#include "keyring-stage.h"

#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>

static const char bare_bus[]
    = "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
      "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
      "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>"
      "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
      "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>\n";

static gboolean
skip_without (const char *const *programs)
{
  for (; *programs != NULL; programs++)
    {
      g_autofree char *path = g_find_program_in_path (*programs);

      if (path == NULL)
        {
          g_autofree char *why = g_strdup_printf ("there is no %s here", *programs);

          g_test_skip (why);
          return TRUE;
        }
    }
  return FALSE;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
set_path (GSubprocessLauncher *launcher, const char *variable, const char *home, const char *name)
{
  g_autofree char *path = g_build_filename (home, name, NULL);

  g_mkdir_with_parents (path, 0700);
  g_subprocess_launcher_setenv (launcher, variable, path, TRUE);
}

/* A case's display. The server finds a free number itself and says it when it is ready. */
static GSubprocess *display_server;
static char *display;

static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
start_display (void)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GInputStream) pipe_stream = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *number = NULL;
  int fds[2];

  g_assert_true (g_unix_open_pipe (fds, O_CLOEXEC, NULL));
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  g_subprocess_launcher_take_fd (launcher, fds[1], 3);
  display_server
      = g_subprocess_launcher_spawn (launcher, NULL, "Xvfb", "-displayfd", "3", "-screen", "0",
                                     "1024x768x24", "-nolisten", "tcp", NULL);
  g_assert_nonnull (display_server);
  g_clear_object (&launcher); /* closes our end for writing */
  pipe_stream = g_unix_input_stream_new (fds[0], TRUE);
  output = g_data_input_stream_new (pipe_stream);
  number = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_nonnull (number);
  display = g_strconcat (":", number, NULL);
}

static void
stop_display (void)
{
  if (display_server != NULL)
    {
      g_subprocess_force_exit (display_server);
      g_subprocess_wait (display_server, NULL, NULL); /* the signal is sent by another thread */
    }
  g_clear_object (&display_server);
  g_clear_pointer (&display, g_free);
}

static GSubprocessLauncher *
new_launcher (const char *home, Bus bus, gboolean file_backend)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                             | G_SUBPROCESS_FLAGS_STDERR_MERGE);

  g_subprocess_launcher_setenv (launcher, "HOME", home, TRUE);
  set_path (launcher, "XDG_DATA_HOME", home, "data");
  set_path (launcher, "XDG_CONFIG_HOME", home, "config");
  set_path (launcher, "XDG_CACHE_HOME", home, "cache");
  set_path (launcher, "XDG_RUNTIME_DIR", home, "run");
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "SECRET_BACKEND");
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG"); /* the daemon's warnings are its own */
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent",
                                TRUE);
  if (bus == BUS_UNKNOWN)
    g_subprocess_launcher_unsetenv (launcher, "DBUS_SESSION_BUS_ADDRESS");
  if (bus == BUS_DISPLAY)
    {
      start_display ();
      g_subprocess_launcher_setenv (launcher, "DISPLAY", display, TRUE);
    }
  if (file_backend)
    {
      g_autofree char *path = g_build_filename (home, "file.keyring", NULL);

      g_subprocess_launcher_setenv (launcher, "SECRET_BACKEND", "file", TRUE);
      g_subprocess_launcher_setenv (launcher, "SECRET_FILE_TEST_PATH", path, TRUE);
      g_subprocess_launcher_setenv (launcher, "SECRET_FILE_TEST_PASSWORD", "pw1", TRUE);
    }
  return launcher;
}

static GPtrArray *
make_command (const char *home, Bus bus, const char *argument)
{
  GPtrArray *argv = g_ptr_array_new_with_free_func (g_free);
  const gboolean has_bus = bus != BUS_NONE && bus != BUS_UNKNOWN;

  if (has_bus)
    g_ptr_array_add (argv, g_strdup ("dbus-run-session"));
  if (bus == BUS_BARE)
    {
      g_autofree char *path = g_build_filename (home, "bus.conf", NULL);

      g_assert_true (g_file_set_contents (path, bare_bus, -1, NULL));
      g_ptr_array_add (argv, g_strdup_printf ("--config-file=%s", path));
    }
  if (has_bus)
    g_ptr_array_add (argv, g_strdup ("--"));
  g_ptr_array_add (argv, g_file_read_link ("/proc/self/exe", NULL));
  g_ptr_array_add (argv, g_strdup ("--inside"));
  g_ptr_array_add (argv, g_strdup (argument));
  g_ptr_array_add (argv, NULL);
  return argv;
}

/* whether the running test was skipped, for want of a program */
gboolean
keyring_stage_skip (Bus bus)
{
  static const char *const none[] = { NULL };
  static const char *const bare[] = { "dbus-run-session", NULL };
  static const char *const session[] = { "dbus-run-session", "gnome-keyring-daemon", NULL };
  static const char *const prompts[]
      = { "dbus-run-session", "gnome-keyring-daemon", "Xvfb", "xdotool", NULL };
  static const char *const *const needed[] = { none, bare, session, prompts, none };

  return skip_without (needed[bus]);
}

/* one case, from an empty home to an empty disk */
void
keyring_stage_run (Bus bus, gboolean file_backend, const char *argument)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *home = g_dir_make_tmp ("alcove-keyring-XXXXXX", &error);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GPtrArray) argv = NULL;
  g_autoptr (GSubprocess) inside = NULL;
  g_autofree char *output = NULL;

  g_assert_no_error (error);
  launcher = new_launcher (home, bus, file_backend);
  argv = make_command (home, bus, argument);
  inside = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (inside, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (inside))
    g_test_fail_printf ("inside said: %s", output);
  stop_display ();
  remove_tree (home);
}
