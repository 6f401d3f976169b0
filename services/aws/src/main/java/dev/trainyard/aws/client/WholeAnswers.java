package dev.trainyard.aws.client;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Refuses an answer that breaks off among its headers. The HTTP client takes the end of the connection for the end of
 * the headers, and what is left for an answer without a body: an item that is not there, a list of nothing. AWS says of
 * every body how long it is, so an answer that does not is none. Thread-safe: it holds no state.
 */
final class WholeAnswers implements ExecutionInterceptor {
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    SdkHttpResponse answer = context.httpResponse();
    boolean hasBody = context.httpRequest().method() != SdkHttpMethod.HEAD && answer.statusCode() != NO_CONTENT
        && answer.statusCode() != NOT_MODIFIED;
    if (hasBody && answer.firstMatchingHeader("Content-Length").isEmpty()
        && answer.firstMatchingHeader("Transfer-Encoding").isEmpty()) {
      context.responseBody().ifPresent(WholeAnswers::close);
      String what = "the answer broke off among its headers";
      throw RetryableException.builder().message(what).cause(new IOException(what)).build();
    }
  }

  /** Else its connection would never be given back. */
  private static void close(InputStream rest) {
    try {
      rest.close();
    } catch (IOException broken) {
      // What is broken is given up all the same.
    }
  }
}
