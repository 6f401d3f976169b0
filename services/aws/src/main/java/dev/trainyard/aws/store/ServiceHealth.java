package dev.trainyard.aws.store;

import java.util.Optional;

/**
 * Whether a service of AWS answers.
 *
 * @param service such as {@code DynamoDB}
 * @param problem what is wrong and what to do, empty if nothing is
 */
public record ServiceHealth(String service, Optional<String> problem) {
}
