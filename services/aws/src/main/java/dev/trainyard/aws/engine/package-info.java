/** Node code as Lambda functions: published, invoked, tried and given up; the layers that they stand on. */
@NullMarked
package dev.trainyard.aws.engine;

import org.jspecify.annotations.NullMarked;
