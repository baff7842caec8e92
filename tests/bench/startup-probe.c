/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Times the start of a window program from outside, through X: from exec to its first drawing after
 * the window was mapped, until nothing was drawn for a while; then its proportional set size.
 * Prints one JSON object and ends the program. */

#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>
#include <errno.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define QUIET_US (700 * G_TIME_SPAN_MILLISECOND)
#define LIMIT_US (60 * G_TIME_SPAN_SECOND)

typedef struct
{
  Display *display;
  int damage_event;
  Window window;
  Damage damage;
  gint64 started;
  gint64 mapped;
  gint64 first_frame;
  gint64 last_drawing;
  guint n_drawings;
} Probe;

static int
ignore_x_error (Display *display, XErrorEvent *event)
{
  return 0;
}

static gboolean
is_main_window (Probe *probe, Window window)
{
  XWindowAttributes attributes;

  return XGetWindowAttributes (probe->display, window, &attributes) && !attributes.override_redirect
         && attributes.width >= 200 && attributes.height >= 200;
}

static void
handle_event (Probe *probe, XEvent *event, gint64 now)
{
  if (event->type == MapNotify && probe->window == None
      && is_main_window (probe, event->xmap.window))
    {
      probe->window = event->xmap.window;
      probe->mapped = now;
      probe->damage = XDamageCreate (probe->display, probe->window, XDamageReportNonEmpty);
      XDamageSubtract (probe->display, probe->damage, None, None);
      XSync (probe->display, False);
    }
  else if (event->type == probe->damage_event + XDamageNotify && probe->window != None)
    {
      /* the first event tells of the whole new window; nothing was drawn yet */
      if (probe->n_drawings++ == 1)
        probe->first_frame = now;
      probe->last_drawing = now;
      XDamageSubtract (probe->display, probe->damage, None, None);
    }
}

static gboolean
is_settled (Probe *probe, gint64 now)
{
  return probe->first_frame != 0 && now - probe->last_drawing > QUIET_US;
}

static void
watch (Probe *probe, pid_t child)
{
  for (gint64 now = g_get_monotonic_time ();
       now - probe->started < LIMIT_US && !is_settled (probe, now); now = g_get_monotonic_time ())
    {
      struct pollfd descriptor = { ConnectionNumber (probe->display), POLLIN, 0 };

      if (!XPending (probe->display))
        poll (&descriptor, 1, 5);
      now = g_get_monotonic_time ();
      while (XPending (probe->display))
        {
          XEvent event;

          XNextEvent (probe->display, &event);
          handle_event (probe, &event, now);
        }
      if (waitpid (child, NULL, WNOHANG) == child)
        break;
    }
}

static long
pss_of (pid_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps_rollup", (int) pid);
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL) || !(line = strstr (text, "\nPss:")))
    return 0;
  return strtol (line + 5, NULL, 10);
}

static double
cpu_of (pid_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", (int) pid);
  g_autofree char *text = NULL;
  unsigned long user = 0, sys = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  sscanf (strrchr (text, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
          &sys);
  return (double) (user + sys) / (double) sysconf (_SC_CLK_TCK);
}

int
main (int argc, char **argv)
{
  Probe probe = { 0 };
  int error_base;
  pid_t child;

  if (argc < 2 || (probe.display = XOpenDisplay (NULL)) == NULL
      || !XDamageQueryExtension (probe.display, &probe.damage_event, &error_base))
    return 2;
  XSetErrorHandler (ignore_x_error);
  XSelectInput (probe.display, DefaultRootWindow (probe.display), SubstructureNotifyMask);
  XSync (probe.display, False);
  probe.started = g_get_monotonic_time ();
  child = fork ();
  if (child == 0)
    {
      close (ConnectionNumber (probe.display));
      execvp (argv[1], argv + 1);
      _exit (127);
    }
  watch (&probe, child);
  printf ("{\"map_ms\": %.1f, \"first_frame_ms\": %.1f, \"settled_ms\": %.1f, \"cpu_s\": %.3f, "
          "\"pss_kb\": %ld}\n",
          (double) (probe.mapped - probe.started) / 1e3,
          (double) (probe.first_frame - probe.started) / 1e3,
          (double) (probe.last_drawing - probe.started) / 1e3, cpu_of (child), pss_of (child));
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  return probe.first_frame ? 0 : 1;
}
