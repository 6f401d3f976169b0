package dev.trainyard.aws.store;

import java.util.Optional;

/**
 * Neighbouring items of one partition.
 *
 * @param partition which
 * @param low the least sort key, inclusive
 * @param high the greatest sort key, inclusive
 * @param descending from the greatest on
 * @param after the sort key after which to begin; the item need not exist
 * @param condition which of the items to give
 */
record Range(String partition, String low, String high, boolean descending, Optional<String> after,
    Optional<Condition> condition) {
  private static final String GREATEST = Character.toString(Character.MAX_CODE_POINT);
  private static final char BEHIND_SEPARATOR = '#' + 1;

  /** All of a partition. */
  static Range of(String partition) {
    return new Range(partition, " ", GREATEST, false, Optional.empty(), Optional.empty());
  }

  /** The items whose sort keys begin with a prefix that ends with {@code #}. */
  static Range of(String partition, String prefix) {
    String high = prefix.substring(0, prefix.length() - 1) + BEHIND_SEPARATOR;
    return new Range(partition, prefix, high, false, Optional.empty(), Optional.empty());
  }

  Range backwards() {
    return new Range(partition, low, high, true, after, condition);
  }

  Range after(Optional<String> sort) {
    return new Range(partition, low, high, descending, sort, condition);
  }

  Range from(String least) {
    return new Range(partition, least, high, descending, after, condition);
  }

  Range until(String greatest) {
    return new Range(partition, low, greatest, descending, after, condition);
  }

  Range where(Condition wanted) {
    return new Range(partition, low, high, descending, after, Optional.of(wanted));
  }

  /** Whether nothing can lie there. */
  boolean isEmpty() {
    return low.compareTo(high) > 0
        || after.map(sort -> descending ? sort.compareTo(low) <= 0 : sort.compareTo(high) >= 0).orElse(false);
  }

  /** Where to begin, if it is not the beginning anyway: DynamoDB refuses a start that lies outside. */
  Optional<String> start() {
    return after.filter(sort -> descending ? sort.compareTo(high) <= 0 : sort.compareTo(low) >= 0);
  }
}
