/** Lists in pages. */
@NullMarked
package dev.trainyard.page;

import org.jspecify.annotations.NullMarked;
