package dev.trainyard.aws.engine;

import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Ran;
import dev.trainyard.engine.Usage;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Makes an invocation's outcome of what Lambda answered. A function that failed answers with status 200, so
 * {@code FunctionError} is looked at before everything else. Pure.
 */
final class AnswerReader {
  private static final Payload NULL = Payload.of("null");

  private AnswerReader() {
  }

  /**
   * Reads an answer.
   *
   * @param answer Lambda's
   * @param facts about the invocation
   * @return what became of it
   */
  static Invocation read(InvokeResponse answer, InvocationFacts facts) {
    String executed = answer.executedVersion();
    if (executed != null && !executed.equals(facts.version())) {
      return new Invocation.Unavailable("Lambda ran version %s of the function, and %s was asked for; train again."
          .formatted(executed, facts.version()), Ran.UNKNOWN);
    }
    TailLog tail = TailLog.read(answer.logResult(), facts);
    Usage usage = new Usage(facts.queue(), tail.report().start(), tail.report().duration(),
        tail.report().memoryMegabytes());
    Payload payload = answer.payload() == null || answer.payload().asByteArrayUnsafe().length == 0
        ? NULL
        : Payload.of(answer.payload().asByteArrayUnsafe());
    if (answer.functionError() != null) {
      return PlatformFault.of(payload, tail, facts).map(fault -> ended(fault, tail, usage))
          .orElseGet(() -> new Invocation.Errored(payload, tail.log(), usage));
    }
    return payload.size() > Payload.MOST_BYTES
        ? ended(PlatformFault.tooLarge(), tail, usage)
        : new Invocation.Returned(payload, tail.log(), usage);
  }

  private static Invocation ended(PlatformFault fault, TailLog tail, Usage usage) {
    return new Invocation.Ended(fault.cause(), fault.message(), fault.ran(), tail.log(), usage);
  }
}
