/** What the stores of the AWS home are held to: every port's contract, AWS's rules, failures and crashes. */
@NullMarked
package dev.trainyard.aws.store;

import org.jspecify.annotations.NullMarked;
