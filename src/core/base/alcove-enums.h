/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The numbers are stored in histories (docs/history-format.md): append only. */

typedef enum
{
  ALCOVE_ROLE_USER = 1,
  ALCOVE_ROLE_ASSISTANT = 2,
  ALCOVE_ROLE_SYSTEM = 3,
  ALCOVE_ROLE_TOOL = 4,
} AlcoveRole;

/**
 * AlcoveStatus:
 * @ALCOVE_STATUS_PENDING: asked, nothing has come yet
 * @ALCOVE_STATUS_STREAMING: being received
 * @ALCOVE_STATUS_COMPLETE: the server gave a finish reason
 * @ALCOVE_STATUS_STOPPED: the user stopped it
 * @ALCOVE_STATUS_TRUNCATED: the stream ended without a finish reason
 * @ALCOVE_STATUS_INTERRUPTED: Alcove ended while it was received
 * @ALCOVE_STATUS_FAILED: an error; what came before it is kept
 */
typedef enum
{
  ALCOVE_STATUS_PENDING = 1,
  ALCOVE_STATUS_STREAMING = 2,
  ALCOVE_STATUS_COMPLETE = 3,
  ALCOVE_STATUS_STOPPED = 4,
  ALCOVE_STATUS_TRUNCATED = 5,
  ALCOVE_STATUS_INTERRUPTED = 6,
  ALCOVE_STATUS_FAILED = 7,
} AlcoveStatus;

typedef enum
{
  ALCOVE_PART_TEXT = 1,
  ALCOVE_PART_REASONING = 2,
  ALCOVE_PART_REFUSAL = 3,
  ALCOVE_PART_IMAGE = 4,
  ALCOVE_PART_FILE = 5,
  ALCOVE_PART_TOOL_CALL = 6,
  ALCOVE_PART_TOOL_RESULT = 7,
  ALCOVE_PART_CITATION = 8,
} AlcovePartKind;

typedef enum
{
  ALCOVE_TITLE_FROM_PROMPT = 1,
  ALCOVE_TITLE_FROM_MODEL = 2,
  ALCOVE_TITLE_FROM_USER = 3,
} AlcoveTitleSource;

/**
 * AlcoveChatChange:
 * @ALCOVE_CHAT_CHANGE_TRASH: to the trash
 * @ALCOVE_CHAT_CHANGE_RESTORE: out of the trash, to where it was
 * @ALCOVE_CHAT_CHANGE_ARCHIVE: to the archive
 * @ALCOVE_CHAT_CHANGE_UNARCHIVE: out of the archive
 * @ALCOVE_CHAT_CHANGE_PIN: above the others
 * @ALCOVE_CHAT_CHANGE_UNPIN: among the others
 * @ALCOVE_CHAT_CHANGE_MOVE: into a folder, or out of any
 * @ALCOVE_CHAT_CHANGE_DELETE: for good
 *
 * What can be done to many chats at once. Not stored.
 */
typedef enum
{
  ALCOVE_CHAT_CHANGE_TRASH,
  ALCOVE_CHAT_CHANGE_RESTORE,
  ALCOVE_CHAT_CHANGE_ARCHIVE,
  ALCOVE_CHAT_CHANGE_UNARCHIVE,
  ALCOVE_CHAT_CHANGE_PIN,
  ALCOVE_CHAT_CHANGE_UNPIN,
  ALCOVE_CHAT_CHANGE_MOVE,
  ALCOVE_CHAT_CHANGE_DELETE,
} AlcoveChatChange;

#define ALCOVE_TYPE_ROLE (alcove_role_get_type ())
#define ALCOVE_TYPE_STATUS (alcove_status_get_type ())
#define ALCOVE_TYPE_PART_KIND (alcove_part_kind_get_type ())
#define ALCOVE_TYPE_TITLE_SOURCE (alcove_title_source_get_type ())

GType alcove_role_get_type (void) G_GNUC_CONST;
GType alcove_status_get_type (void) G_GNUC_CONST;
GType alcove_part_kind_get_type (void) G_GNUC_CONST;
GType alcove_title_source_get_type (void) G_GNUC_CONST;

const char *alcove_role_to_string (AlcoveRole role);
AlcoveRole alcove_role_from_string (const char *nick);
const char *alcove_status_to_string (AlcoveStatus status);
const char *alcove_part_kind_to_string (AlcovePartKind kind);
gboolean alcove_status_is_open (AlcoveStatus status);

G_END_DECLS
