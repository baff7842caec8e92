-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- A history of schema version 1, frozen: every later version must open it. Never change this file.
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
CREATE INDEX part_length ON part (message, kind, length (CAST (text AS BLOB)));
CREATE INDEX artifact_message ON artifact (message);
CREATE INDEX artifact_chat ON artifact (chat);

CREATE VIEW search_source (n, title, text) AS
  SELECT n, title, NULL FROM chat WHERE title IS NOT NULL
  UNION ALL
  SELECT part.n, NULL, part.text
    FROM part JOIN message ON message.n = part.message
   WHERE part.kind IN (1, 2) AND part.text IS NOT NULL AND message.status NOT IN (1, 2);

CREATE VIRTUAL TABLE search USING fts5 (
  title, text, content = 'search_source', content_rowid = 'n', tokenize = 'alcove', prefix = '1 2 3');
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

INSERT INTO meta VALUES ('created_at', '1700000000000');
INSERT INTO meta VALUES ('save_history', '1');
INSERT INTO setting VALUES ('favourites', '["one","two"]');
INSERT INTO folder VALUES (x'018bcfe5680070008000000000000001', 'A folder', 0, 1700000000000);
INSERT INTO chat (n, id, folder_id, title, title_source, model, created_at, updated_at, last_message, message_count,
                  next_sequence, is_pinned, active_leaf)
VALUES (55705600000000000, x'018bcfe5680070008000000000000002', x'018bcfe5680070008000000000000001', 'Frozen chat', 3,
        'some-model', 1700000000000, 1700000002000, 'a frozen answer', 2, 4, 1, 55705600065536002);
INSERT INTO message (n, id, chat, parent, sequence, role, status, created_at)
VALUES (55705600000000001, x'018bcfe5680070008000000000000003', 55705600000000000, NULL, 1, 1, 3, 1700000000000);
INSERT INTO message (n, id, chat, parent, sequence, role, status, model, created_at, finish_reason, tokens_in, tokens_out, cost)
VALUES (55705600032768001, x'018bcfe5680070008000000000000004', 55705600000000000, 55705600000000001, 2, 2, 4, 'some-model',
        1700000001000, NULL, 7, 3, 0.25);
INSERT INTO message (n, id, chat, parent, sequence, role, status, model, created_at, finish_reason, ttft_us, duration_us)
VALUES (55705600065536002, x'018bcfe5680070008000000000000005', 55705600000000000, 55705600000000001, 3, 2, 2, 'some-model',
        1700000002000, 'stop', 1000, 2000);
INSERT INTO part (n, message, ordinal, kind, text) VALUES (55705600000000002, 55705600000000001, 0, 1, 'a frozen question');
INSERT INTO part (n, message, ordinal, kind, text) VALUES (55705600032768002, 55705600032768001, 0, 1, 'a stopped variant');
INSERT INTO part (n, message, ordinal, kind, text) VALUES (55705600065536003, 55705600065536002, 0, 2, 'frozen thoughts');
INSERT INTO part (n, message, ordinal, kind, text) VALUES (55705600065536004, 55705600065536002, 1, 1, 'a frozen answer');
INSERT INTO part (n, message, ordinal, kind, mime, name, data)
VALUES (55705600065536005, 55705600065536002, 2, 5, 'text/plain', 'note.txt', x'00010203');
INSERT INTO artifact VALUES (x'018bcfe5680070008000000000000006', 55705600065536002, 55705600000000000, 'table', NULL, 'A table', 1,
                             '{"a":1}', NULL, 1700000002000);
INSERT INTO search (rowid, title, text) SELECT n, title, text FROM search_source;
PRAGMA user_version = 1;
