/** Tests of the layers and of where they are unpacked. */
@NullMarked
package dev.trainyard.local.layer;

import org.jspecify.annotations.NullMarked;
