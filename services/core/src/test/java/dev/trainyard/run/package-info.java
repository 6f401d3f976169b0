/** Shows clause C6 of the node contract as far as it is pure. */
@NullMarked
package dev.trainyard.run;

import org.jspecify.annotations.NullMarked;
