/** Variables of a bot, with a value for each stage. */
@NullMarked
package dev.trainyard.variable;

import org.jspecify.annotations.NullMarked;
