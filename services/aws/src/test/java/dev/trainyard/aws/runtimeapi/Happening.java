package dev.trainyard.aws.runtimeapi;

import dev.trainyard.engine.Payload;

/** What a runtime does, as its host sees it. */
sealed interface Happening {

  /** It asked for the next event. */
  record Ready() implements Happening {
  }

  /** It handed over a result, or a fault of the running event. */
  record Answered(boolean fault, Payload payload) implements Happening {
  }

  /** It said that it cannot load the code. */
  record FailedToLoad(Payload payload) implements Happening {
  }

  /**
   * Its process ended by itself.
   *
   * @param status as a shell tells it: 128 and the signal's number for a signal
   */
  record Exited(int status) implements Happening {
  }

  /** It took more memory than the function has, and was killed. */
  record OutOfMemory() implements Happening {
  }

  /** Nothing of all this within the time. */
  record TimedOut() implements Happening {
  }
}
