/** The stores of one machine: SQLite files in a data folder that one server owns. */
@NullMarked
package dev.trainyard.local.store;

import org.jspecify.annotations.NullMarked;
