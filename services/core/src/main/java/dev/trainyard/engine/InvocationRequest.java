package dev.trainyard.engine;

import java.time.Duration;

/**
 * What to invoke a function with.
 *
 * @param id known to the code as {@code context.aws_request_id}; a UUID
 * @param event the event, at most {@link Payload#MOST_BYTES}
 * @param longestWait how long the invocation may wait for its start before it is turned away
 */
public record InvocationRequest(String id, Payload event, Duration longestWait) {
}
