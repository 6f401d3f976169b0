package dev.trainyard.server.config;

import java.io.Serial;
import java.util.List;

/** The settings are not what they must be. Names every problem at once. */
public final class SettingsException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /**
   * Settings that cannot be used.
   *
   * @param problems at least one sentence
   */
  public SettingsException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
