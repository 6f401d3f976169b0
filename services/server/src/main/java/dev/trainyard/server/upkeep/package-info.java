/** What the server does by itself: warming up, following other servers, forgetting old turns. */
@NullMarked
package dev.trainyard.server.upkeep;

import org.jspecify.annotations.NullMarked;
