package dev.trainyard.error;

/** Whose move it is after an error. */
public enum ErrorKind {
  /** The caller asked for something wrong and can mend it. */
  CALLER,
  /** A limit was reached: later, or smaller, it works. */
  LIMIT,
  /** Something of ours failed. */
  PLATFORM
}
