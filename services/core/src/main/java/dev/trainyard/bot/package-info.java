/** Bots, their nodes, and the drafts of the nodes' code. */
@NullMarked
package dev.trainyard.bot;

import org.jspecify.annotations.NullMarked;
