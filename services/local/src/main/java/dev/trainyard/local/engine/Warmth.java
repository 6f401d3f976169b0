package dev.trainyard.local.engine;

/** How much it would cost to end a worker; the first are ended first. */
enum Warmth {
  /** Tries of drafts. */
  DRAFT,
  /** A version that no stage points to. */
  FORGOTTEN,
  /** A version that a roll-back would point to. */
  FALLBACK,
  /** A version that a stage points to. */
  SERVING
}
