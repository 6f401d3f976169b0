package dev.trainyard.aws.lambda;

/** What goes wrong with a call. */
public sealed interface LambdaFault {
  /** The call is not carried out, and answered so. */
  record Refuse(LambdaAnswer answer) implements LambdaFault {
  }

  /** The connection ends before the call is carried out. */
  record DropBefore() implements LambdaFault {
  }

  /** The call is carried out, and the connection ends without an answer. */
  record DropAfter() implements LambdaFault {
  }

  /** The call is carried out, and the connection ends in the middle of the answer. */
  record HalfAnswer() implements LambdaFault {
  }
}
