package dev.trainyard.engine;

/** Whether the code of a failed invocation ran. */
public enum Ran {
  /** Surely not. */
  NO,
  /** Yes, at least in part. */
  YES,
  /** Nobody knows. */
  UNKNOWN
}
