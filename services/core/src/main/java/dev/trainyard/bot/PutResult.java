package dev.trainyard.bot;

/**
 * A thing as it is after a change.
 *
 * @param <T> its type
 * @param value the thing
 * @param created whether the change made it
 */
public record PutResult<T>(T value, boolean created) {
}
