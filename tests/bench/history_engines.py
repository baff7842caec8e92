# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""The history and the work that where-history-lives measures, in SQLite, SQLCipher, PostgreSQL and MariaDB:
the same rows from one seed, the same statements but for the search and its index."""
import importlib
import random
import sys
from pathlib import Path

VOCABULARY = 200_000  # words as frequent as in a language: the n-th one about 1 / n as often as the first
COMMON = range(5, 21)  # each is in a third to three quarters of the answers
RARE = range(20_000, 200_000)  # each is in two to two dozen texts
CHAT_SIZES = (30, 8, 8, 8, 8, 8, 8, 8, 7, 7)  # ten chats, a hundred messages


# --- The history: the same for all, from one seed ---------------------------------------------------------------

def word(rank):
    return f"w{rank:06}"


def made_up(rand, words):
    return " ".join(word(int(VOCABULARY ** rand.random())) for _ in range(words))


def turn(rand, first_n, chat, sequence, when):
    """Two rows of message and two of part: a prompt of 20 words and an answer of 90."""
    messages, parts = [], []
    for i in (0, 1):
        n = first_n + 2 * i
        messages.append((n, rand.randbytes(16).hex(), chat, sequence + i, 1 + i, 3, when))
        parts.append((n + 1, n, 0, 1, made_up(rand, 90 if i else 20)))
    return messages, parts


def history(chats):
    """Yields (chat row, message rows, part rows) of each chat, oldest first."""
    rand = random.Random(42)
    n = 1
    for i in range(chats):
        size, when = CHAT_SIZES[i % len(CHAT_SIZES)], 1_700_000_000_000 + i * 600_000
        chat, messages, parts = n, [], []
        n += 1
        for sequence in range(1, size + 1, 2):
            more_messages, more_parts = turn(rand, n, chat, sequence, when)
            messages += more_messages
            parts += more_parts
            n += 4
        messages, parts = messages[:size], parts[:size]
        row = (chat, rand.randbytes(16).hex(), made_up(rand, 5), "model", when, when, parts[-1][4][:80], size, size + 1, 0)
        yield row, messages, parts


TABLES = {
    "chat": "n BIGINT PRIMARY KEY, id CHAR(32) NOT NULL UNIQUE, title TEXT, model TEXT, created_at BIGINT NOT NULL,"
            " updated_at BIGINT NOT NULL, last_message TEXT, message_count INTEGER NOT NULL, next_sequence INTEGER NOT NULL,"
            " is_pinned INTEGER NOT NULL, archived_at BIGINT, deleted_at BIGINT",
    "message": "n BIGINT PRIMARY KEY, id CHAR(32) NOT NULL UNIQUE, chat BIGINT NOT NULL REFERENCES chat (n),"
               " sequence INTEGER NOT NULL, role INTEGER NOT NULL, status INTEGER NOT NULL, created_at BIGINT NOT NULL,"
               " UNIQUE (chat, sequence)",
    "part": "n BIGINT PRIMARY KEY, message BIGINT NOT NULL REFERENCES message (n), ordinal INTEGER NOT NULL,"
            " kind INTEGER NOT NULL, text TEXT, UNIQUE (message, ordinal)",
}
COLUMNS = {
    "chat": "n, id, title, model, created_at, updated_at, last_message, message_count, next_sequence, is_pinned",
    "message": "n, id, chat, sequence, role, status, created_at",
    "part": "n, message, ordinal, kind, text",
}
LIST = ("SELECT n, id, title, updated_at, last_message FROM chat WHERE deleted_at IS NULL AND archived_at IS NULL"
        " ORDER BY is_pinned DESC, updated_at DESC, n DESC LIMIT 50")
OPEN = ("SELECT m.n, m.id, m.sequence, m.role, m.status, m.created_at, p.n, p.kind, p.text FROM message AS m"
        " JOIN part AS p ON p.message = m.n WHERE m.chat = {0} ORDER BY m.sequence, p.ordinal")
TOUCH = ("UPDATE chat SET updated_at = {0}, last_message = {0}, message_count = message_count + 2,"
         " next_sequence = next_sequence + 2 WHERE n = {0}")


# --- The engines -------------------------------------------------------------------------------------------------

class Engine:
    """The work, in the SQL that all of them know. Subclasses say how to connect and how to search."""
    mark = "%s"
    table_end = ""
    list_index = "CREATE INDEX chat_list ON chat (deleted_at, archived_at, is_pinned, updated_at, n)"

    @property
    def found(self):
        """The newest fifty."""
        return ("SELECT p.n, c.n, c.title, substr(p.text, 1, 120) FROM part AS p JOIN message AS m ON m.n = p.message"
                f" JOIN chat AS c ON c.n = m.chat WHERE {self.match} AND c.deleted_at IS NULL ORDER BY p.n DESC LIMIT 50")

    def __init__(self, place):
        self.place = place
        self.connection = None

    def run(self, sql, values=()):
        cursor = self.connection.cursor()
        cursor.execute(sql, values)
        return cursor

    def rows(self, sql, values=()):
        return self.run(sql, values).fetchall()

    def insert(self, table, rows):
        """One statement for all rows."""
        one = "(" + ", ".join([self.mark] * len(rows[0])) + ")"
        self.run(f"INSERT INTO {table} ({COLUMNS[table]}) VALUES " + ", ".join([one] * len(rows)), [v for row in rows for v in row])

    def create(self):
        for table, columns in TABLES.items():
            self.run(f"CREATE TABLE {table} ({columns}){self.table_end}")
        self.run(self.list_index)

    def begin(self):
        self.run("BEGIN")

    def commit(self):
        self.run("COMMIT")

    def fill(self, chats):
        self.begin()
        waiting = {table: [] for table in TABLES}
        for number, (chat, messages, parts) in enumerate(history(chats), 1):
            waiting["chat"].append(chat)
            waiting["message"] += messages
            waiting["part"] += parts
            if number % 50 == 0 or number == chats:
                for table, rows in waiting.items():
                    self.insert(table, rows)
                    rows.clear()
        self.finish_filling()

    def append(self, chat, messages, parts):
        self.begin()
        self.insert("message", messages)
        self.insert("part", parts)
        self.run(TOUCH.format(self.mark), (messages[-1][6], parts[-1][4][:80], chat))
        self.commit()

    def list(self):
        return self.rows(LIST)

    def open(self, chat):
        return self.rows(OPEN.format(self.mark), (chat,))

    def search(self, word):
        return self.rows(self.found, (word,))

    def close(self):
        self.connection.close()


class Sqlite(Engine):
    """Python's own module; where libsqlcipher is loaded before libsqlite3, the same module drives SQLCipher."""
    mark = "?"
    found = ("SELECT p.n, c.n, c.title, substr(p.text, 1, 120) FROM search JOIN part AS p ON p.n = search.rowid"
             " JOIN message AS m ON m.n = p.message JOIN chat AS c ON c.n = m.chat WHERE search MATCH ? AND c.deleted_at IS NULL"
             " ORDER BY search.rowid DESC LIMIT 50")
    setup = ["temp_store = MEMORY", "foreign_keys = ON", "secure_delete = ON", "mmap_size = 0", "synchronous = FULL",
             "cache_size = -8192", "journal_mode = WAL"]  # as Alcove has them
    key = None

    def connect(self):
        import sqlite3
        self.connection = sqlite3.connect(self.place["file"], isolation_level=None)
        if self.key:
            self.run(f"PRAGMA key = \"x'{self.key}'\"")
        for pragma in self.setup:
            self.run(f"PRAGMA {pragma}")
        encrypts = bool(self.rows("PRAGMA cipher_version"))
        if encrypts != bool(self.key):
            sys.exit("this is not the library that was asked for")

    def create(self):
        super().create()
        self.run("CREATE VIRTUAL TABLE search USING fts5 (text, content = 'part', content_rowid = 'n',"
                 " tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')")
        self.run("INSERT INTO search (search, rank) VALUES ('secure-delete', 1)")

    def insert(self, table, rows):
        one = f"INSERT INTO {table} ({COLUMNS[table]}) VALUES ({', '.join('?' * len(rows[0]))})"
        self.connection.executemany(one, rows)  # no way to a server to be saved

    def begin(self):
        self.run("BEGIN IMMEDIATE")

    def finish_filling(self):
        self.run("INSERT INTO search (search) VALUES ('rebuild')")
        self.commit()
        self.run("ANALYZE")
        self.run("PRAGMA wal_checkpoint(TRUNCATE)")

    def append(self, chat, messages, parts):
        self.begin()
        self.insert("message", messages)
        self.insert("part", parts)
        self.connection.executemany("INSERT INTO search (rowid, text) VALUES (?, ?)", [(p[0], p[4]) for p in parts])
        self.run(TOUCH.format("?"), (messages[-1][6], parts[-1][4][:80], chat))
        self.commit()

    def version(self):
        return "SQLite " + self.rows("SELECT sqlite_version()")[0][0]


class Sqlcipher(Sqlite):
    key = "2b" * 32

    def version(self):
        return f"SQLCipher {self.rows('PRAGMA cipher_version')[0][0].split()[0]} on {super().version()}"


class Postgres(Engine):
    match = "p.words @@ plainto_tsquery('simple', %s)"
    # It does not see that rows with equal NULLs are in order.
    list_index = "CREATE INDEX chat_list ON chat (is_pinned, updated_at, n) WHERE deleted_at IS NULL AND archived_at IS NULL"

    def connect(self):
        import psycopg2
        self.connection = psycopg2.connect(host=self.place["host"], port=self.place["port"], user="bench",
                                           password=self.place["password"], dbname="postgres")
        self.connection.autocommit = True

    def create(self):
        super().create()
        self.run("ALTER TABLE part ADD words tsvector GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED")

    def finish_filling(self):
        self.run("CREATE INDEX part_words ON part USING gin (words)")
        self.commit()
        self.run("VACUUM ANALYZE")

    def version(self):
        return "PostgreSQL " + self.rows("SHOW server_version")[0][0].split()[0]


class Mariadb(Engine):
    table_end = " ENGINE = InnoDB, CHARACTER SET utf8mb4"
    match = "MATCH (p.text) AGAINST (%s IN BOOLEAN MODE)"

    def connect(self):
        driver = importlib.import_module(self.place["driver"])
        where = {"host": self.place["host"], "port": self.place["port"]}
        if self.place["host"].startswith("/"):
            where = {"unix_socket": str(Path(self.place["host"], "mariadb.socket"))}
        self.connection = driver.connect(user="bench", password=self.place["password"], database="history",
                                         charset="utf8mb4", autocommit=True, **where)

    def finish_filling(self):
        self.commit()
        self.run("CREATE FULLTEXT INDEX part_text ON part (text)")
        for table in TABLES:
            self.rows(f"ANALYZE TABLE {table}")

    def version(self):
        return f"MariaDB {self.rows('SELECT version()')[0][0].split('-')[0]}"


ENGINES = {"sqlite": Sqlite, "sqlcipher": Sqlcipher, "postgresql": Postgres, "mariadb": Mariadb}
