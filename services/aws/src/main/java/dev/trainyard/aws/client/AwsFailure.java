package dev.trainyard.aws.client;

import java.io.Serial;

/** A failure of the SDK's for the log: where it happened and what kind it was, without AWS's text. */
final class AwsFailure extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  AwsFailure(String summary, Throwable failure) {
    super(summary);
    setStackTrace(failure.getStackTrace());
  }
}
