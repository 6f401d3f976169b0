package dev.trainyard.contracts.memory;

import dev.trainyard.engine.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What scripted code does: the steps in its lines {@code # script: <verb> <rest>}, in order, until one ends it. Code
 * without such a line replies {@code ok}.
 */
final class Script {
  private static final String MARK = "# script:";

  private Script() {
  }

  /** One thing that scripted code does. */
  sealed interface Step {
  }

  /** {@code reply JSON}: the decoded body of a result. */
  record Reply(String body) implements Step {
  }

  /** {@code result JSON}: what {@code main} returns. */
  record Result(String json) implements Step {
  }

  /** {@code echo}: replies with the event's body as the one message. */
  record Echo() implements Step {
  }

  /** {@code variable NAME}: replies with a variable's value as the one message. */
  record VariableReply(String name) implements Step {
  }

  /** {@code count}: replies with how often this version ran, from 1, as the one message. */
  record Count() implements Step {
  }

  /** {@code raise TYPE MESSAGE}. */
  record Raise(String type, String message) implements Step {
  }

  /** {@code fault JSON}: an error object as it is. */
  record Fault(String json) implements Step {
  }

  /** {@code hang}: until the time limit. */
  record Hang() implements Step {
  }

  /** {@code sleep MILLISECONDS}. */
  record Sleep(long milliseconds) implements Step {
  }

  /** {@code gate NAME}: until the test opens it. */
  record Gate(String name) implements Step {
  }

  /** {@code print TEXT}. */
  record Print(String text) implements Step {
  }

  /** {@code exit STATUS}. */
  record Exit(int status) implements Step {
  }

  /** {@code exit_at_load STATUS}. */
  record ExitAtLoad(int status) implements Step {
  }

  /** {@code eat_memory}. */
  record EatMemory() implements Step {
  }

  /** {@code answer_too_much}. */
  record AnswerTooMuch() implements Step {
  }

  /** {@code overload MILLISECONDS}: turned away, to come again then. */
  record Overload(long milliseconds) implements Step {
  }

  /** {@code unavailable no|unknown}: the engine fails. */
  record Unavailable(Ran ran) implements Step {
  }

  static List<Step> steps(String source) {
    List<Step> steps = new ArrayList<>();
    source.lines().map(String::strip).filter(line -> line.startsWith(MARK))
        .forEach(line -> steps.add(step(line.substring(MARK.length()).strip())));
    return steps;
  }

  private static Step step(String text) {
    String[] words = text.split(" ", 2);
    String rest = words.length > 1 ? words[1].strip() : "";
    return switch (words[0]) {
      case "reply" -> new Reply(rest);
      case "result" -> new Result(rest);
      case "echo" -> new Echo();
      case "variable" -> new VariableReply(rest);
      case "count" -> new Count();
      case "raise" -> raise(rest);
      case "fault" -> new Fault(rest);
      case "hang" -> new Hang();
      case "sleep" -> new Sleep(Long.parseLong(rest));
      case "gate" -> new Gate(rest);
      case "print" -> new Print(rest);
      case "exit" -> new Exit(Integer.parseInt(rest));
      case "exit_at_load" -> new ExitAtLoad(Integer.parseInt(rest));
      case "eat_memory" -> new EatMemory();
      case "answer_too_much" -> new AnswerTooMuch();
      case "overload" -> new Overload(Long.parseLong(rest));
      case "unavailable" -> new Unavailable(Ran.valueOf(rest.toUpperCase(Locale.ROOT)));
      default -> throw new IllegalArgumentException("no such step in a script: " + text);
    };
  }

  private static Raise raise(String rest) {
    String[] words = rest.split(" ", 2);
    return new Raise(words[0], words.length > 1 ? words[1] : "");
  }
}
