package dev.trainyard.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads settings as values and collects what is wrong with them. For one thread. */
final class SettingReader {
  private final SettingSource source;
  private final List<String> problems = new ArrayList<>();

  SettingReader(SettingSource source) {
    this.source = source;
  }

  String text(Setting setting, String must, Predicate<String> fits) {
    String text = source.find(setting).orElse(setting.defaultText());
    if (!fits.test(text)) {
      refuse(setting, text, must);
      return setting.defaultText();
    }
    return text;
  }

  Optional<String> secret(Setting setting, String must, Predicate<String> fits) {
    Optional<String> text = source.find(setting);
    if (text.isPresent() && !fits.test(text.get())) {
      refuse(setting, "(hidden)", must);
      return Optional.empty();
    }
    return text;
  }

  int number(Setting setting, int least, int most) {
    String must = "a whole number from %,d to %,d".formatted(least, most);
    String text = text(setting, must, value -> value.matches("[0-9]{1,9}") && Integer.parseInt(value) >= least
        && Integer.parseInt(value) <= most);
    return Integer.parseInt(text);
  }

  boolean flag(Setting setting) {
    return Boolean.parseBoolean(text(setting, "true or false", value -> value.matches("true|false")));
  }

  Optional<Path> folder(Setting setting) {
    String text = text(setting, "a folder", SettingReader::isPath);
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text).toAbsolutePath().normalize());
  }

  List<String> list(Setting setting, String must, Predicate<String> fits) {
    String text = text(setting, must, value -> value.isEmpty() || List.of(value.split(",", -1)).stream()
        .map(String::strip).allMatch(fits));
    return text.isEmpty() ? List.of() : List.of(text.split(",", -1)).stream().map(String::strip).toList();
  }

  /** Complains if nothing is set. */
  void required(Setting setting, String must) {
    if (source.find(setting).isEmpty()) {
      refuse(setting, "", must);
    }
  }

  void finish() {
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  private void refuse(Setting setting, String text, String must) {
    refuse("%s (%s)".formatted(setting.variable(), setting.property()), text, must);
  }

  void refuse(String setting, String text, String must) {
    problems.add("%s must be %s; it is: %s".formatted(setting, must, text.isEmpty() ? "(not set)" : text));
  }

  private static boolean isPath(String text) {
    try {
      return text.indexOf('\0') < 0 && Path.of(text) != null;
    } catch (InvalidPathException invalid) {
      return false;
    }
  }
}
