package dev.trainyard.server.status;

/**
 * Whether a service that the server stands on answers.
 *
 * @param name such as {@code DynamoDB}
 * @param answers whether it does what the server needs
 * @param detail what is wrong and what to do; empty if nothing is
 */
public record ServiceState(String name, boolean answers, String detail) {
}
