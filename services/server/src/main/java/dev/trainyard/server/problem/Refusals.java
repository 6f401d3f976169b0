package dev.trainyard.server.problem;

import dev.trainyard.error.ErrorKind;
import dev.trainyard.error.TrainyardException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes problems of what was thrown, and logs what is not the caller's doing. */
public final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private Refusals() {
  }

  /**
   * The problem of a failure.
   *
   * @param method of the request
   * @param path of the request
   * @param failure what was thrown
   * @param conditional whether the request had an If-Match or If-None-Match
   * @return what the caller is told
   */
  public static Problem of(String method, String path, Throwable failure, boolean conditional) {
    if (failure instanceof TrainyardException refusal) {
      if (refusal.code().kind() == ErrorKind.PLATFORM) {
        LOG.warn("{} {}: {}", method, path, refusal.detail(), refusal.getCause());
      }
      return Problem.of(refusal, conditional);
    }
    LOG.error("{} {} failed", method, path, failure);
    return new Problem(ProblemType.INTERNAL, "This is a fault of the server; its log says more.");
  }
}
