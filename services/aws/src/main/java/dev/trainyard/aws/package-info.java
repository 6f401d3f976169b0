/** The home on AWS: Lambda functions, S3, DynamoDB, SSM. */
@NullMarked
package dev.trainyard.aws;

import org.jspecify.annotations.NullMarked;
