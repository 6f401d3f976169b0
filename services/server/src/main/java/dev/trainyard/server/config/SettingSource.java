package dev.trainyard.server.config;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Where settings are looked up. Immutable.
 *
 * @param options by option name, from the command line
 * @param properties the system's
 * @param environment the process's
 */
public record SettingSource(Map<String, String> options, Map<String, String> properties,
    Map<String, String> environment) {
  /** The SDK's own variable for an emulator of AWS. */
  static final String ENDPOINT = "AWS_ENDPOINT_URL";

  public SettingSource {
    options = Map.copyOf(options);
    properties = Map.copyOf(properties);
    environment = Map.copyOf(environment);
  }

  /**
   * The sources of this process.
   *
   * @param options from its command line
   * @return the sources
   */
  public static SettingSource ofProcess(Map<String, String> options) {
    Properties system = System.getProperties();
    Map<String, String> properties = system.stringPropertyNames().stream().filter(name -> name.startsWith("trainyard."))
        .collect(Collectors.toMap(name -> name, system::getProperty));
    return new SettingSource(options, properties, System.getenv());
  }

  /**
   * Looks a setting up. An empty text counts as not set.
   *
   * @param setting which
   * @return what was set, without spaces around it
   */
  public Optional<String> find(Setting setting) {
    return Optional.ofNullable(options.get(setting.option()))
        .or(() -> Optional.ofNullable(properties.get(setting.property())))
        .or(() -> Optional.ofNullable(environment.get(setting.variable())))
        .map(String::strip).filter(text -> !text.isEmpty());
  }

  /**
   * Where an emulator of AWS is.
   *
   * @return what was set, without spaces around it; empty for AWS itself
   */
  Optional<String> endpoint() {
    return Optional.ofNullable(environment.get(ENDPOINT)).map(String::strip).filter(text -> !text.isEmpty());
  }
}
