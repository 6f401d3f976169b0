/** What the templates must say, rule by rule. */
@NullMarked
package dev.trainyard.infra;

import org.jspecify.annotations.NullMarked;
