/** The layers that come with this program: what they hold, and where they are unpacked. */
@NullMarked
package dev.trainyard.local.layer;

import org.jspecify.annotations.NullMarked;
