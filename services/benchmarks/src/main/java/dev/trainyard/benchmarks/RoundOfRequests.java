package dev.trainyard.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Predicate;

/** Sends one request after the other, round and round, on one connection; each answer must be as expected. */
final class RoundOfRequests implements Load.Call {
  private final HttpCaller caller;
  private final List<byte[]> requests;
  private final Predicate<HttpCaller.Answer> expected;

  /** Connects. */
  RoundOfRequests(int port, List<byte[]> requests, Predicate<HttpCaller.Answer> expected) {
    this.requests = requests;
    this.expected = expected;
    try {
      caller = new HttpCaller(port);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void run(long turn) throws IOException {
    HttpCaller.Answer answer = caller.call(requests.get((int) (turn % requests.size())));
    if (!expected.test(answer)) {
      throw new IOException(answer.status() + " " + answer.text());
    }
  }

  @Override
  public void close() throws IOException {
    caller.close();
  }
}
