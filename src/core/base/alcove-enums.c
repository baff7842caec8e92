/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The words of the field as GEnums: numbers for the database, nicks for JSON. Any thread. */

#include "alcove-enums.h"

G_DEFINE_ENUM_TYPE (AlcoveRole, alcove_role, G_DEFINE_ENUM_VALUE (ALCOVE_ROLE_USER, "user"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_ROLE_ASSISTANT, "assistant"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_ROLE_SYSTEM, "system"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_ROLE_TOOL, "tool"))

G_DEFINE_ENUM_TYPE (AlcoveStatus, alcove_status,
                    G_DEFINE_ENUM_VALUE (ALCOVE_STATUS_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_STATUS_STREAMING, "streaming"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_STATUS_COMPLETE, "complete"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_STATUS_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_STATUS_TRUNCATED, "truncated"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_STATUS_INTERRUPTED, "interrupted"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_STATUS_FAILED, "failed"))

G_DEFINE_ENUM_TYPE (AlcovePartKind, alcove_part_kind,
                    G_DEFINE_ENUM_VALUE (ALCOVE_PART_TEXT, "text"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_PART_REASONING, "reasoning"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_PART_REFUSAL, "refusal"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_PART_IMAGE, "image"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_PART_FILE, "file"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_PART_TOOL_CALL, "tool_call"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_PART_TOOL_RESULT, "tool_result"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_PART_CITATION, "citation"))

G_DEFINE_ENUM_TYPE (AlcoveTitleSource, alcove_title_source,
                    G_DEFINE_ENUM_VALUE (ALCOVE_TITLE_FROM_PROMPT, "prompt"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_TITLE_FROM_MODEL, "model"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_TITLE_FROM_USER, "user"))

static const char *
nick_of (GType type, int value)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);
  const GEnumValue *found = g_enum_get_value ((GEnumClass *) klass, value);

  return found ? found->value_nick : "";
}

/**
 * alcove_role_to_string:
 * @role: a role
 *
 * Returns: (transfer none): the role's word in the protocol, "" for none
 */
const char *
alcove_role_to_string (AlcoveRole role)
{
  return nick_of (ALCOVE_TYPE_ROLE, (int) role);
}

/**
 * alcove_role_from_string:
 * @nick: (nullable): a role's word; "developer" is a system role
 *
 * Returns: the role, 0 for an unknown word
 */
AlcoveRole
alcove_role_from_string (const char *nick)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (ALCOVE_TYPE_ROLE);
  const GEnumValue *found;

  if (nick == NULL)
    return 0;
  if (g_str_equal (nick, "developer"))
    return ALCOVE_ROLE_SYSTEM;
  found = g_enum_get_value_by_nick ((GEnumClass *) klass, nick);
  return found ? (AlcoveRole) found->value : 0;
}

/**
 * alcove_status_to_string:
 * @status: a status
 *
 * Returns: (transfer none): its stable name, "" for none
 */
const char *
alcove_status_to_string (AlcoveStatus status)
{
  return nick_of (ALCOVE_TYPE_STATUS, (int) status);
}

/**
 * alcove_part_kind_to_string:
 * @kind: a kind of part
 *
 * Returns: (transfer none): its stable name, "" for none
 */
const char *
alcove_part_kind_to_string (AlcovePartKind kind)
{
  return nick_of (ALCOVE_TYPE_PART_KIND, (int) kind);
}

/**
 * alcove_status_is_open:
 * @status: a status
 *
 * Returns: whether more may come
 */
gboolean
alcove_status_is_open (AlcoveStatus status)
{
  return status == ALCOVE_STATUS_PENDING || status == ALCOVE_STATUS_STREAMING;
}
