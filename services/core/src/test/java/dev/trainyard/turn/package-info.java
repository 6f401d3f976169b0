/** Shows clauses C2 to C5 of the node contract as far as they are pure. */
@NullMarked
package dev.trainyard.turn;

import org.jspecify.annotations.NullMarked;
