package dev.trainyard.contracts.engine;

import dev.trainyard.engine.Ran;
import dev.trainyard.turn.BreakCause;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A node that means no good, or knows no better, and the one outcome that its turns have.
 *
 * @param name of its file
 * @param cause of the bot break; empty if it replies all the same
 * @param timeoutSeconds its time limit
 * @param message what the message has to hold, may be empty
 */
public record HostileNode(String name, Optional<BreakCause> cause, int timeoutSeconds, String message) {

  /**
   * All of them, as {@code nodes/hostile.txt} lists them.
   *
   * @return in the order of the list
   */
  public static List<HostileNode> all() {
    return NodeFiles.text("hostile.txt").lines().filter(line -> !line.startsWith("#")).map(HostileNode::parse).toList();
  }

  private static HostileNode parse(String line) {
    String[] columns = line.split("\\|", -1);
    String outcome = columns[1].strip();
    Optional<BreakCause> cause = "reply".equals(outcome)
        ? Optional.empty()
        : Optional.of(BreakCause.valueOf(outcome.toUpperCase(Locale.ROOT)));
    return new HostileNode(columns[0].strip(), cause, Integer.parseInt(columns[2].strip()), columns[3].strip());
  }

  /** Whether {@code main} is entered before it goes wrong. */
  Ran ran() {
    return name.startsWith("load_") ? Ran.NO : Ran.YES;
  }

  @Override
  public String toString() {
    return name + ": " + cause.map(BreakCause::text).orElse("reply");
  }
}
