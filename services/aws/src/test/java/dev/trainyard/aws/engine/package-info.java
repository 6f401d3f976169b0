/** Shows that the engine on Lambda keeps the contract of all engines, and what is Lambda's alone. */
@NullMarked
package dev.trainyard.aws.engine;

import org.jspecify.annotations.NullMarked;
