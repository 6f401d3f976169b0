/**
 * What an AWS account needs to run Trainyard, as CDK constructs of one concern each. Used by one thread, at synthesis.
 */
@NullMarked
package dev.trainyard.infra;

import org.jspecify.annotations.NullMarked;
