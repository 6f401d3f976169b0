package dev.trainyard.local.engine;

import org.jspecify.annotations.Nullable;

/**
 * An invocation that others began and a worker's own thread has to finish.
 *
 * @param turn the invocation
 * @param started when it began
 * @param step what comes next
 * @param received what has been received of it, null if nothing that is whole
 */
record Handed(Turn turn, long started, Step step, Connection.@Nullable Message received) {
  /** What the thread has to do. */
  enum Step {
    SEND, RECEIVE, BREAK_OFF
  }
}
