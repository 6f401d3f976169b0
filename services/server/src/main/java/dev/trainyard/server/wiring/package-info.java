/** The one place where the object graph is drawn: adapters are chosen, use cases are made from them. */
@NullMarked
package dev.trainyard.server.wiring;

import org.jspecify.annotations.NullMarked;
