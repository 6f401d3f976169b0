package dev.trainyard.local.engine;

import java.io.IOException;
import java.io.Serial;

/** A sandbox could not be started. The message is for the operator. */
final class SandboxFailure extends IOException {
  @Serial
  private static final long serialVersionUID = 1L;

  SandboxFailure(String message) {
    super(message);
  }

  SandboxFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
