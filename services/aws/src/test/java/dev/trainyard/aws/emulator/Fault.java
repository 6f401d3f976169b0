package dev.trainyard.aws.emulator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What befalls a request. */
public sealed interface Fault {
  /** Nothing: the request passes. */
  record Pass() implements Fault {
  }

  /**
   * An answer in place of AWS's; the request is not passed on.
   *
   * @param status of HTTP
   * @param headers beside its length
   * @param body as text
   */
  record Answer(int status, Map<String, String> headers, String body) implements Fault {
    public Answer {
      headers = Map.copyOf(headers);
    }
  }

  /** The connection is reset before the request is passed on. */
  record ResetBefore() implements Fault {
  }

  /** The request is passed on and done; then the connection is reset. */
  record ResetAfter() implements Fault {
  }

  /**
   * The request is passed on and done; then another answer is given in place of AWS's.
   *
   * @param answer what the caller gets
   */
  record DoneBut(Answer answer) implements Fault {
  }

  /** The request is passed on and done; the answer breaks off in the middle of its body. */
  record HalfAnswer() implements Fault {
  }

  /** The request is passed on and done; the answer breaks off among its headers. */
  record HalfHead() implements Fault {
  }

  /**
   * The request waits before it is passed on.
   *
   * @param time how long
   */
  record Slow(Duration time) implements Fault {
  }

  /**
   * The request waits before it is passed on, until the test lets it go.
   *
   * @param reached counted down when it waits
   * @param go what it waits for, at most a minute
   */
  record Held(CountDownLatch reached, CountDownLatch go) implements Fault {
    public Held() {
      this(new CountDownLatch(1), new CountDownLatch(1));
    }
  }

  /** The answer that the same request got the first time, as a read that does not see the latest write. */
  record Stale() implements Fault {
  }
}
