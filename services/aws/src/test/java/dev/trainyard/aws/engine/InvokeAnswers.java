package dev.trainyard.aws.engine;

import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationRequest;
import java.time.Duration;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Opens the reading of Invoke's answers to tests that have such answers without Lambda. */
public final class InvokeAnswers {
  private InvokeAnswers() {
  }

  /**
   * Reads an answer as the engine does.
   *
   * @param answer to the invocation
   * @param request the code was given its id
   * @param version its reference is Lambda's own version
   * @param queue how long it waited for its start
   * @param took how long it took altogether
   * @return what became of it
   */
  public static Invocation read(InvokeResponse answer, InvocationRequest request, FunctionVersion version,
      Duration queue, Duration took) {
    return AnswerReader.read(answer, new InvocationFacts(request.id(), "", version.reference(),
        version.spec().memory(), version.spec().timeout(), queue, took));
  }
}
