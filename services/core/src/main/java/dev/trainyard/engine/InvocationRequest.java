package dev.trainyard.engine;

import java.time.Duration;

/**
 * What to invoke a function with.
 *
 * @param id a UUID; the log tells it, and the code knows it as {@code context.aws_request_id} unless its platform gives
 * that one itself
 * @param event the event, at most {@link Payload#MOST_BYTES}
 * @param longestWait how long the invocation may wait for its start before it is turned away
 */
public record InvocationRequest(String id, Payload event, Duration longestWait) {
}
