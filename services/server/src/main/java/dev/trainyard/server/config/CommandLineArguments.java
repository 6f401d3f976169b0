package dev.trainyard.server.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line: what was asked for, or what was wrong with it. */
public sealed interface CommandLineArguments {
  /** The option that asks for a rehearsal. */
  String REHEARSE = "--rehearse";

  /** What the server itself never sees. */
  String OF_THE_SCRIPT = """
        TRAINYARD_JAVA_HOME
            a JDK or JRE 25 to use instead of searching
        TRAINYARD_JAVA_HEAP
            the most memory for Java's objects (default: 160m)
        TRAINYARD_JAVA_OPTIONS
            more flags for Java
        TRAINYARD_AOT_CACHE
            false: neither use nor make the cache that makes starts fast
      """;

  /**
   * Start the server.
   *
   * @param options by name
   */
  record Start(Map<String, String> options) implements CommandLineArguments {
  }

  /**
   * Start as a rehearsal: answer turns of a bot of its own, and end. Whoever makes a cache of ahead-of-time work
   * records it.
   *
   * @param options by name
   */
  record Rehearse(Map<String, String> options) implements CommandLineArguments {
  }

  /**
   * Print a text and end.
   *
   * @param text to print
   */
  record Print(String text) implements CommandLineArguments {
  }

  /**
   * Complain and end.
   *
   * @param text to print as an error
   */
  record Wrong(String text) implements CommandLineArguments {
  }

  /**
   * Reads a command line.
   *
   * @param version to print for {@code --version}
   * @param arguments of the process
   * @return what is to be done
   */
  static CommandLineArguments parse(String version, String... arguments) {
    if (arguments.length == 0) {
      return new Start(Map.of()); // As servers start: without the time that making a parser takes.
    }
    CommandLine line = new CommandLine(spec(version));
    try {
      ParseResult parsed = line.parseArgs(arguments);
      if (parsed.isUsageHelpRequested()) {
        return new Print(line.getUsageMessage(CommandLine.Help.Ansi.OFF));
      }
      if (parsed.isVersionHelpRequested()) {
        return new Print("trainyard " + version + System.lineSeparator());
      }
      Map<String, String> options = new LinkedHashMap<>();
      for (Setting setting : Setting.values()) {
        Optional.ofNullable(parsed.matchedOptionValue(setting.option(), (String) null))
            .ifPresent(value -> options.put(setting.option(), value));
      }
      return parsed.hasMatchedOption(REHEARSE) ? new Rehearse(options) : new Start(options);
    } catch (ParameterException wrong) {
      return new Wrong(wrong.getMessage() + System.lineSeparator() + "trainyard --help lists every setting.");
    }
  }

  private static CommandSpec spec(String version) {
    CommandSpec spec = CommandSpec.create().name("trainyard").mixinStandardHelpOptions(true).version(version);
    spec.usageMessage().width(110).description("Runs the custom code of chat bots: serves the page, the REST interface"
        + " and every turn of a conversation.", "",
        "A setting is taken from its option, else from the property in brackets (-Dtrainyard.x=...), else from the"
            + " environment variable.",
        "");
    spec.addOption(OptionSpec.builder(REHEARSE).arity("0").type(boolean.class).hidden(true).build());
    for (Setting setting : Setting.values()) {
      if (!setting.secret()) {
        spec.addOption(OptionSpec.builder(setting.option()).paramLabel("VALUE").type(String.class)
            .description(setting.description() + shown(setting), names(setting)).build());
      }
    }
    StringBuilder footer = new StringBuilder("%nSecrets have no option, since others can read command lines:%n");
    for (Setting setting : Setting.values()) {
      if (setting.secret()) {
        footer.append("  ").append(setting.variable()).append(" (").append(setting.property()).append(")%n      ")
            .append(setting.description()).append("%n");
      }
    }
    footer.append("%nOf bin/trainyard alone, which starts Java:%n").append(OF_THE_SCRIPT);
    spec.usageMessage().footer(footer.toString());
    return spec;
  }

  private static String names(Setting setting) {
    return setting.variable() + " (" + setting.property() + ")";
  }

  private static String shown(Setting setting) {
    if (setting.description().contains("default: ")) {
      return "";
    }
    return " (default: " + (setting.defaultText().isEmpty() ? "none" : setting.defaultText()) + ")";
  }
}
