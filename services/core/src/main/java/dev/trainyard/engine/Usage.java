package dev.trainyard.engine;

import java.time.Duration;

/**
 * What an invocation cost.
 *
 * @param queue waiting for a worker
 * @param start making one ready, zero when one was
 * @param run in {@code main}
 * @param memoryMegabytes the most memory used, 0 if unknown
 */
public record Usage(Duration queue, Duration start, Duration run, int memoryMegabytes) {
  /** Nothing ran. */
  public static final Usage NONE = new Usage(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
}
