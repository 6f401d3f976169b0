package dev.trainyard.bot;

import dev.trainyard.error.FieldError;
import dev.trainyard.error.TrainyardException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a person sets for a bot. Live: a change takes effect at the next turn, without a training.
 *
 * @param title what people call the bot, at most 200 characters, may be empty
 * @param breakMessages what a user is told when a node fails, by language (ISO 639-1); at most 50 languages of 1 to 10
 * texts of at most 2,000 characters; where a language is missing {@code en} serves, else the default
 * @param breakAction what the caller does after a bot break
 */
public record BotSettings(String title, SortedMap<String, List<String>> breakMessages, BreakAction breakAction) {
  private static final int MOST_ERRORS = 20;

  /** What a user is told where a bot has no messages of its own. */
  public static final List<String> DEFAULT_MESSAGES = List.of("Sorry, something went wrong. Please try again later.");

  /** The settings of a bot for which nothing was set. */
  public static final BotSettings DEFAULT = new BotSettings("", new TreeMap<>(), BreakAction.SEND_MESSAGES);

  public BotSettings {
    List<FieldError> errors = new ArrayList<>();
    check(errors, title.length() <= 200, "/title", "A title has at most 200 characters.");
    check(errors, breakMessages.size() <= 50, "/bot_break/messages", "At most 50 languages.");
    TreeMap<String, List<String>> copy = new TreeMap<>();
    breakMessages.forEach((language, texts) -> {
      String pointer = "/bot_break/messages/" + language;
      check(errors, language.matches("[a-z]{2}"), pointer, "A language is two lower-case letters, such as en.");
      check(errors, !texts.isEmpty() && texts.size() <= 10, pointer, "A language has 1 to 10 messages.");
      check(errors, texts.stream().allMatch(text -> !text.isBlank() && text.length() <= 2000), pointer,
          "A message has 1 to 2,000 characters.");
      copy.put(language, List.copyOf(texts));
    });
    if (!errors.isEmpty()) {
      throw TrainyardException.invalid(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
    }
    breakMessages = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * The messages for a user.
   *
   * @param language the user's, ISO 639-1; anything else means {@code en}
   * @return at least one text
   */
  public List<String> messagesFor(String language) {
    List<String> own = breakMessages.get(language);
    return own != null ? own : breakMessages.getOrDefault("en", DEFAULT_MESSAGES);
  }

  private static void check(List<FieldError> errors, boolean holds, String pointer, String detail) {
    if (!holds) {
      errors.add(new FieldError(pointer, detail));
    }
  }

  /** What the caller does after a bot break. */
  public enum BreakAction {
    /** Send the messages to the user; the bot goes on. */
    SEND_MESSAGES,
    /** Hand the conversation to a person. */
    HAND_OVER
  }
}
