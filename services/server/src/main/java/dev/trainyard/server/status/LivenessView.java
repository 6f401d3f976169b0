package dev.trainyard.server.status;

import io.micronaut.serde.annotation.Serdeable;

/**
 * Whether the server serves.
 *
 * @param status {@code serving} or {@code starting}
 */
@Serdeable
record LivenessView(String status) {
}
