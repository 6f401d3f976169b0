/** Shows that JSON is read strictly and loses nothing. */
@NullMarked
package dev.trainyard.json;

import org.jspecify.annotations.NullMarked;
