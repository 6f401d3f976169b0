package dev.trainyard.local.engine;

/** Whom an invocation is for. */
enum Lane {
  /** A turn of a conversation. */
  TURN,
  /** Somebody who tries a draft. */
  DRAFT
}
