-- Functions of nodes that were deleted, until no engine keeps anything of them. They outlive their nodes and bots.
CREATE TABLE leftover (
  node_id   TEXT NOT NULL PRIMARY KEY,
  node_name TEXT NOT NULL,
  bot_id    TEXT NOT NULL,
  bot_name  TEXT NOT NULL
) STRICT;
