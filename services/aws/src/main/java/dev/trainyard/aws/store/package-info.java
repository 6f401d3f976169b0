/** The stores of the AWS home: one DynamoDB table, one S3 bucket, and SSM parameters for variables. */
@NullMarked
package dev.trainyard.aws.store;

import org.jspecify.annotations.NullMarked;
