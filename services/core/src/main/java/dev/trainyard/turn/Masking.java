package dev.trainyard.turn;

import dev.trainyard.json.JsonText;
import dev.trainyard.variable.VariableValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Hides the values of variables in texts that people see: values of at least {@value #SHORTEST} characters, as they are
 * and as JSON or Python spell them between quotes. One pass over the text, however many values there are. Immutable.
 */
public final class Masking {
  /** The fewest characters of a value that is hidden; shorter ones occur by chance. */
  public static final int SHORTEST = 6;

  /** What stands in the place of a value. */
  public static final String MASK = "******";

  /** Hides nothing. */
  public static final Masking NONE = new Masking(Set.of());

  private static final int BUCKETS = 1024;

  private final List<List<String>> buckets;
  private final boolean empty;

  private Masking(Set<String> secrets) {
    List<List<String>> table = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      table.add(List.of());
    }
    for (String secret : secrets) {
      List<String> bucket = new ArrayList<>(table.get(bucket(secret, 0)));
      bucket.add(secret);
      table.set(bucket(secret, 0), List.copyOf(bucket));
    }
    this.buckets = List.copyOf(table);
    this.empty = secrets.isEmpty();
  }

  /**
   * Hides values.
   *
   * @param values of variables
   * @return what hides those that are long enough
   */
  public static Masking of(Collection<VariableValue> values) {
    Set<String> secrets = new TreeSet<>();
    for (VariableValue value : values) {
      String text = value.text();
      if (text.codePointCount(0, text.length()) >= SHORTEST) {
        String quoted = JsonText.quoted(text);
        secrets.add(text);
        secrets.add(quoted);
        secrets.add(JsonText.ascii(quoted));
        secrets.add(quoted.replace("\\\"", "\""));
        secrets.add(quoted.replace("\\\"", "\"").replace("'", "\\'"));
      }
    }
    return secrets.isEmpty() ? NONE : new Masking(secrets);
  }

  /**
   * Whether every text stays as it is.
   *
   * @return true if no value is hidden
   */
  public boolean hidesNothing() {
    return empty;
  }

  /**
   * Hides the values in a text. Where values overlap all of them are hidden by one mask.
   *
   * @param text any
   * @return the text with masks
   */
  public String hide(String text) {
    if (empty || text.length() < SHORTEST) {
      return text;
    }
    StringBuilder masked = null;
    int hiddenUntil = 0;
    int keptFrom = 0;
    for (int i = 0; i <= text.length() - 3; i++) {
      int end = i + longest(text, i);
      if (end == i) {
        continue;
      }
      if (masked == null) {
        masked = new StringBuilder(text.length());
      }
      if (i >= hiddenUntil) {
        masked.append(text, keptFrom, i).append(MASK);
      }
      hiddenUntil = Math.max(hiddenUntil, end);
      keptFrom = hiddenUntil;
    }
    return masked == null ? text : masked.append(text, keptFrom, text.length()).toString();
  }

  private int longest(String text, int from) {
    int longest = 0;
    for (String secret : buckets.get(bucket(text, from))) {
      if (secret.length() > longest && text.startsWith(secret, from)) {
        longest = secret.length();
      }
    }
    return longest;
  }

  private static int bucket(String text, int from) {
    return (text.charAt(from) * 31 * 31 + text.charAt(from + 1) * 31 + text.charAt(from + 2)) & (BUCKETS - 1);
  }
}
