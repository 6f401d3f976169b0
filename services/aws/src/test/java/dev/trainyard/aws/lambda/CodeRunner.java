package dev.trainyard.aws.lambda;

/** What runs the functions of a {@link FakeLambda}. Thread-safe. */
public interface CodeRunner extends AutoCloseable {

  /**
   * Runs a function once.
   *
   * @param function which
   * @param id of the request, as the code sees it
   * @param event JSON
   * @return what Invoke answers, with the end of the log
   */
  LambdaAnswer run(LambdaFunction function, String id, byte[] event);

  @Override
  void close();
}
