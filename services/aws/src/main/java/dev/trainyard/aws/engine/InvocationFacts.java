package dev.trainyard.aws.engine;

import dev.trainyard.engine.MemorySize;
import java.time.Duration;

/**
 * What is known of an invocation besides its answer.
 *
 * @param id of the request, ours
 * @param lambdaId Lambda's own, empty if it did not say
 * @param version which was asked for
 * @param memory its limit
 * @param timeout its limit
 * @param queue how long it waited here
 * @param took how long Lambda took to answer
 */
record InvocationFacts(String id, String lambdaId, String version, MemorySize memory, Duration timeout, Duration queue,
    Duration took) {
}
