/** Nodes with their code and samples, as resources. */
@NullMarked
package dev.trainyard.server.node;

import org.jspecify.annotations.NullMarked;
