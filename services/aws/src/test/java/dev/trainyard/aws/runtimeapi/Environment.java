package dev.trainyard.aws.runtimeapi;

import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** A place where one version of a function runs, one event at a time. Used by one thread at a time. */
interface Environment extends AutoCloseable {

  /**
   * Runs the function.
   *
   * @param id of the request
   * @param event JSON
   * @return what Lambda's Invoke would answer
   */
  InvokeResponse invoke(String id, byte[] event);

  /** Whether it can take another event. */
  boolean usable();

  @Override
  void close();
}
