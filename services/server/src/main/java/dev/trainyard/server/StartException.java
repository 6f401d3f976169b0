package dev.trainyard.server;

import java.io.Serial;

/** The server cannot start. The message is a sentence for the operator. */
public final class StartException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  StartException(String message, Throwable cause) {
    super(message, cause);
  }

  StartException(String message) {
    super(message);
  }
}
