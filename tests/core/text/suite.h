/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

/* The examples of the CommonMark and GFM specifications, found by ALCOVE_SHARED. */
typedef struct
{
  char *markdown;
  char *html;
  char *section;
  gint64 number;
} SuiteExample;

/* One section of one suite, in the order of the file. */
typedef struct
{
  char *name; /* "commonmark/Tabs" */
  GPtrArray *examples;
} SuiteSection;

/* (element-type SuiteSection); empty where the suites are absent */
GPtrArray *suite_load (void);
GPtrArray *suite_load_examples (void);
/* A file of the shared data, or NULL where it is absent. */
char *suite_read (const char *path, gsize *length);
