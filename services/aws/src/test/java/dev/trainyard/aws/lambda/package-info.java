/** A Lambda endpoint for tests: its wire protocol, its states and refusals, with code run by another engine. */
@NullMarked
package dev.trainyard.aws.lambda;

import org.jspecify.annotations.NullMarked;
