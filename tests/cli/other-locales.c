/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* To be loaded before all else: the program takes its languages from the folder that ALCOVE_TEST_LOCALES names, rather
 * than from where it will be installed. */

#include <dlfcn.h>
#include <gmodule.h>
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#undef bindtextdomain

G_MODULE_EXPORT char *
bindtextdomain (const char *domain, const char *folder)
{
  char *(*real) (const char *, const char *) = NULL;
  const char *other = getenv ("ALCOVE_TEST_LOCALES");
  void *found = dlsym (RTLD_NEXT, "bindtextdomain");

  memcpy (&real, &found, sizeof real);
  return real (domain, folder && other && strcmp (domain, "alcove") == 0 ? other : folder);
}
