/** What all controllers share: reading bodies, entity tags, pages. */
@NullMarked
package dev.trainyard.server.http;

import org.jspecify.annotations.NullMarked;
