-- Instants are nanoseconds since 1970 (UTC). The texts come last, so that a filter need not read over them.

CREATE TABLE turn (
  sequence     INTEGER PRIMARY KEY,
  bot_id       TEXT    NOT NULL,
  id           TEXT    NOT NULL,
  admitted_at  INTEGER NOT NULL,
  stage        TEXT    NOT NULL,
  node         TEXT    NOT NULL,
  cause        TEXT,
  release      INTEGER NOT NULL,
  queue_micros INTEGER NOT NULL,
  start_micros INTEGER NOT NULL,
  run_micros   INTEGER NOT NULL,
  total_micros INTEGER NOT NULL,
  bytes        INTEGER NOT NULL,
  input        TEXT    NOT NULL,
  output       TEXT    NOT NULL,
  log          TEXT    NOT NULL,
  UNIQUE (bot_id, id)
) STRICT;

CREATE INDEX turn_by_time ON turn (bot_id, admitted_at);
CREATE INDEX turn_by_stage ON turn (bot_id, stage, admitted_at);
CREATE INDEX turn_by_node ON turn (bot_id, node, admitted_at);
CREATE INDEX turn_break_by_time ON turn (bot_id, admitted_at) WHERE cause IS NOT NULL;

-- What retention reads: the oldest first, with their sizes, without the rows themselves.
CREATE INDEX turn_age ON turn (admitted_at, bytes);
