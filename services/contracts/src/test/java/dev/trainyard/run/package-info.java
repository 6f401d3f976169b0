/** Shows how drafts are tried. */
@NullMarked
package dev.trainyard.run;

import org.jspecify.annotations.NullMarked;
