package dev.trainyard.aws.store;

import java.util.Optional;

/**
 * Why a write did not happen.
 *
 * @param part which of its parts did not hold, from 0; the first of several
 * @param stored the item that it did not hold for, empty if there is none
 */
record Refusal(int part, Optional<Row> stored) {

  /** A number that the stored item has, 0 without an item or number. */
  int stored(String attribute) {
    return stored.flatMap(row -> row.optionalInteger(attribute)).orElse(0);
  }
}
