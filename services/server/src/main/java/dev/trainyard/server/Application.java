package dev.trainyard.server;

import io.micronaut.runtime.Micronaut;

/** Starts the server. */
public final class Application {
  private Application() {
  }

  /**
   * Starts the server.
   *
   * @param arguments Micronaut's
   */
  public static void main(String[] arguments) {
    Micronaut.run(Application.class, arguments);
  }
}
