-- Turns are written together and much alike, so they are kept together: one row for many turns of a bot, packed.
-- The other columns tell which rows a list need not unpack. The sets are of 64 bits, one for each text's hash: what is
-- in a set is found in it, and sometimes what is not.

CREATE TABLE turn_block (
  sequence INTEGER PRIMARY KEY,
  bot_id   TEXT    NOT NULL,
  first_at INTEGER NOT NULL,
  last_at  INTEGER NOT NULL,
  first_id TEXT    NOT NULL,
  last_id  TEXT    NOT NULL,
  replies  INTEGER NOT NULL,
  causes   INTEGER NOT NULL,
  stages   INTEGER NOT NULL,
  nodes    INTEGER NOT NULL,
  bytes    INTEGER NOT NULL,
  turns    BLOB    NOT NULL
) STRICT;

CREATE INDEX turn_block_by_time ON turn_block (bot_id, last_at, sequence, first_at, replies, causes, stages, nodes);
CREATE INDEX turn_block_by_id ON turn_block (bot_id, last_id, first_id);

-- What retention reads: the oldest first, with their sizes, without the rows themselves.
CREATE INDEX turn_block_age ON turn_block (first_at, bytes, last_at);
