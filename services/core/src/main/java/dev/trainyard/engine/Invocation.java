package dev.trainyard.engine;

import java.time.Duration;

/** What became of one invocation. Exactly one of these, and the code ran at most once. */
public sealed interface Invocation {

  /**
   * {@code main} returned.
   *
   * @param result JSON of what it returned, at most {@link Payload#MOST_BYTES}
   * @param log what was written
   * @param usage what it cost
   */
  record Returned(Payload result, InvocationLog log, Usage usage) implements Invocation {
  }

  /**
   * The code could not be loaded, raised, or returned what JSON cannot hold.
   *
   * @param error AWS Lambda's error object: {@code errorMessage}, {@code errorType}, {@code stackTrace}, each optional
   * @param log what was written
   * @param usage what it cost
   */
  record Errored(Payload error, InvocationLog log, Usage usage) implements Invocation {
  }

  /**
   * The function was ended before it answered.
   *
   * @param cause by what
   * @param message in a sentence, for the bot's builder
   * @param ran whether {@code main} was entered
   * @param log what was written until then
   * @param usage what it cost
   */
  record Ended(Cause cause, String message, Ran ran, InvocationLog log, Usage usage) implements Invocation {
  }

  /**
   * The engine failed.
   *
   * @param message in a sentence, for the operator; no secrets
   * @param ran what is known: {@link Ran#NO} or {@link Ran#UNKNOWN}
   */
  record Unavailable(String message, Ran ran) implements Invocation {
  }

  /**
   * Turned away before it started, because too much is going on.
   *
   * @param retryAfter when to try again
   */
  record Overloaded(Duration retryAfter) implements Invocation {
  }

  /**
   * What was written.
   *
   * @return empty if nothing ran
   */
  default InvocationLog log() {
    return InvocationLog.EMPTY;
  }

  /**
   * What it cost.
   *
   * @return {@link Usage#NONE} if nothing ran
   */
  default Usage usage() {
    return Usage.NONE;
  }

  /** What ends a function early. */
  enum Cause {
    /** It took longer than its limit. */
    TIMEOUT,
    /** It used more memory than its limit. */
    MEMORY,
    /** Its process exited or was killed by a signal while {@code main} ran. */
    EXIT,
    /** Its process exited or was killed by a signal while it was loaded. */
    EXIT_AT_LOAD,
    /** Its answer is over {@link Payload#MOST_BYTES}. */
    RESPONSE_TOO_LARGE,
    /** The caller stopped it. */
    STOPPED
  }
}
