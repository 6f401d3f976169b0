-- Instants are nanoseconds since 1970 (UTC). Times, counts and sizes are integers; lists and maps are JSON texts.

CREATE TABLE bot (
  id             TEXT    NOT NULL PRIMARY KEY,
  name           TEXT    NOT NULL UNIQUE,
  title          TEXT    NOT NULL,
  break_messages TEXT    NOT NULL,
  break_action   TEXT    NOT NULL,
  revision       INTEGER NOT NULL,
  changed_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE node (
  id              TEXT    NOT NULL PRIMARY KEY,
  bot_id          TEXT    NOT NULL REFERENCES bot ON DELETE CASCADE,
  name            TEXT    NOT NULL,
  end_node        INTEGER NOT NULL,
  timeout_seconds INTEGER NOT NULL,
  memory_mb       INTEGER NOT NULL,
  revision        INTEGER NOT NULL,
  changed_at      INTEGER NOT NULL,
  UNIQUE (bot_id, name)
) STRICT;

CREATE TABLE draft (
  node_id       TEXT    NOT NULL REFERENCES node ON DELETE CASCADE,
  revision      INTEGER NOT NULL,
  bot_id        TEXT    NOT NULL,
  code          TEXT    NOT NULL,
  author        TEXT    NOT NULL,
  saved_at      INTEGER NOT NULL,
  restored_from INTEGER,
  problems      TEXT    NOT NULL,
  PRIMARY KEY (node_id, revision)
) STRICT, WITHOUT ROWID;

CREATE INDEX draft_by_bot ON draft (bot_id, node_id, revision);

CREATE TABLE sample (
  node_id    TEXT    NOT NULL REFERENCES node ON DELETE CASCADE,
  name       TEXT    NOT NULL,
  revision   INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  input      TEXT    NOT NULL,
  PRIMARY KEY (node_id, name)
) STRICT;

CREATE TABLE blob (
  digest TEXT NOT NULL PRIMARY KEY,
  bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE variable (
  bot_id   TEXT    NOT NULL REFERENCES bot ON DELETE CASCADE,
  name     TEXT    NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (bot_id, name)
) STRICT, WITHOUT ROWID;

-- A value is sealed for its bot, stage and name: in another row it does not open.
CREATE TABLE variable_value (
  bot_id     TEXT    NOT NULL,
  stage      TEXT    NOT NULL,
  name       TEXT    NOT NULL,
  sealed     BLOB    NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT    NOT NULL,
  PRIMARY KEY (bot_id, stage, name),
  FOREIGN KEY (bot_id, name) REFERENCES variable ON DELETE CASCADE
) STRICT;

CREATE INDEX variable_value_by_variable ON variable_value (bot_id, name);

CREATE TABLE variable_revision (
  bot_id   TEXT    NOT NULL REFERENCES bot ON DELETE CASCADE,
  stage    TEXT    NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (bot_id, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE release (
  bot_id     TEXT    NOT NULL REFERENCES bot ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  manifest   TEXT    NOT NULL,
  nodes      INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  author     TEXT    NOT NULL,
  note       TEXT    NOT NULL,
  PRIMARY KEY (bot_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE stage (
  bot_id   TEXT    NOT NULL REFERENCES bot ON DELETE CASCADE,
  stage    TEXT    NOT NULL,
  revision INTEGER NOT NULL,
  trail    TEXT    NOT NULL,
  moved_at INTEGER NOT NULL,
  moved_by TEXT    NOT NULL,
  PRIMARY KEY (bot_id, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE stage_move (
  bot_id   TEXT    NOT NULL REFERENCES bot ON DELETE CASCADE,
  stage    TEXT    NOT NULL,
  revision INTEGER NOT NULL,
  release  INTEGER NOT NULL,
  kind     TEXT    NOT NULL,
  moved_at INTEGER NOT NULL,
  moved_by TEXT    NOT NULL,
  PRIMARY KEY (bot_id, stage, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE training (
  sequence    INTEGER PRIMARY KEY AUTOINCREMENT,
  bot_id      TEXT    NOT NULL REFERENCES bot ON DELETE CASCADE,
  id          TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  done        INTEGER NOT NULL,
  total       INTEGER NOT NULL,
  author      TEXT    NOT NULL,
  note        TEXT    NOT NULL,
  started_at  INTEGER NOT NULL,
  ended_at    INTEGER,
  problems    TEXT    NOT NULL,
  release     INTEGER,
  failure     TEXT,
  lease_until INTEGER NOT NULL,
  UNIQUE (bot_id, id)
) STRICT;

-- At most one training of a bot runs.
CREATE UNIQUE INDEX training_running ON training (bot_id) WHERE state = 'running';
