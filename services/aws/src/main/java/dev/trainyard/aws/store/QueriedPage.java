package dev.trainyard.aws.store;

import java.util.List;
import java.util.Optional;

/**
 * What one query gave: at most 1 MB were looked at for it.
 *
 * @param rows those found, in order
 * @param reached the sort key up to which was looked, empty if all was
 */
record QueriedPage(List<Row> rows, Optional<String> reached) {
}
