-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Migration 1: the whole schema. Described for strangers in docs/history-format.md.
-- Inputs: none. Outputs: none. Run once, in one transaction, on an empty database.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY NOT NULL,
  value TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key   TEXT PRIMARY KEY NOT NULL,
  value TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE folder (
  id         BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  name       TEXT NOT NULL,
  position   INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE chat (
  n             INTEGER PRIMARY KEY,
  id            BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  folder_id     BLOB REFERENCES folder (id) ON DELETE SET NULL,
  title         TEXT,
  title_source  INTEGER NOT NULL DEFAULT 1,
  model         TEXT,
  system_prompt TEXT,
  params        TEXT,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL,
  last_message  TEXT,
  message_count INTEGER NOT NULL DEFAULT 0,
  next_sequence INTEGER NOT NULL DEFAULT 1,
  is_pinned     INTEGER NOT NULL DEFAULT 0,
  archived_at   INTEGER,
  deleted_at    INTEGER,
  draft         TEXT,
  active_leaf   INTEGER,
  extra         TEXT
) STRICT;

-- A parent is in the same chat, and (chat, parent) finds the children of a message.
CREATE TABLE message (
  n                INTEGER PRIMARY KEY,
  id               BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  chat             INTEGER NOT NULL REFERENCES chat (n) ON DELETE CASCADE,
  parent           INTEGER,
  sequence         INTEGER NOT NULL,
  role             INTEGER NOT NULL,
  status           INTEGER NOT NULL,
  model            TEXT,
  reasoning_effort TEXT,
  created_at       INTEGER NOT NULL,
  finish_reason    TEXT,
  error_code       TEXT,
  error_message    TEXT,
  tokens_in        INTEGER,
  tokens_out       INTEGER,
  tokens_reasoning INTEGER,
  tokens_cached    INTEGER,
  cost             REAL,
  ttft_us          INTEGER,
  duration_us      INTEGER,
  extra            TEXT,
  UNIQUE (chat, sequence),
  FOREIGN KEY (chat, parent) REFERENCES message (chat, n) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE part (
  n       INTEGER PRIMARY KEY,
  message INTEGER NOT NULL REFERENCES message (n) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  kind    INTEGER NOT NULL,
  mime    TEXT,
  name    TEXT,
  text    TEXT,
  data    BLOB,
  extra   TEXT
) STRICT;

CREATE TABLE artifact (
  id            BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  message       INTEGER NOT NULL REFERENCES message (n) ON DELETE CASCADE,
  chat          INTEGER NOT NULL REFERENCES chat (n) ON DELETE CASCADE,
  kind          TEXT NOT NULL,
  chart_type    TEXT,
  title         TEXT,
  version       INTEGER NOT NULL DEFAULT 1,
  spec          TEXT,
  data_snapshot TEXT,
  created_at    INTEGER NOT NULL
) STRICT;

CREATE INDEX chat_list ON chat (deleted_at, archived_at, is_pinned, updated_at, n);
CREATE INDEX chat_archive ON chat (is_pinned, updated_at, n)
  WHERE archived_at IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX chat_trash ON chat (is_pinned, updated_at, n) WHERE deleted_at IS NOT NULL;
CREATE INDEX chat_folder ON chat (folder_id) WHERE folder_id IS NOT NULL;
CREATE UNIQUE INDEX message_chat ON message (chat, n);
CREATE INDEX message_parent ON message (chat, parent);
CREATE INDEX message_open ON message (status) WHERE status IN (1, 2);
CREATE UNIQUE INDEX part_message ON part (message, ordinal);
-- The lengths of a long chat's texts without reading the texts.
CREATE INDEX part_length ON part (message, kind, length (CAST (text AS BLOB)));
CREATE INDEX artifact_message ON artifact (message);
CREATE INDEX artifact_chat ON artifact (chat);

-- What the index holds, by its rowid: titles, and the texts of messages that are not open any more.
-- n is one sequence over chat, message and part, so a number means one thing.
CREATE VIEW search_source (n, title, text) AS
  SELECT n, title, NULL FROM chat WHERE title IS NOT NULL
  UNION ALL
  SELECT part.n, NULL, part.text
    FROM part JOIN message ON message.n = part.message
   WHERE part.kind IN (1, 2) AND part.text IS NOT NULL AND message.status NOT IN (1, 2);

CREATE VIRTUAL TABLE search USING fts5 (
  title, text, content = 'search_source', content_rowid = 'n', tokenize = 'alcove', prefix = '1 2 3');
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
