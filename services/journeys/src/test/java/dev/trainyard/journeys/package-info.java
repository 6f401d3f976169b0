/** The product as its users meet it: the packed server as a process, over HTTP. */
@NullMarked
package dev.trainyard.journeys;

import org.jspecify.annotations.NullMarked;
