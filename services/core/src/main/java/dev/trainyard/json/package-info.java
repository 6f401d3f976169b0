/** JSON from callers and from node code, read strictly and without losing anything. */
@NullMarked
package dev.trainyard.json;

import org.jspecify.annotations.NullMarked;
