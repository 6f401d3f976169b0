package dev.trainyard.aws.store;

import dev.trainyard.variable.VariableValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Values as SSM takes them. It refuses empty ones and <code>{{</code>, which refers to other parameters there; control
 * characters and blanks at the edges may not survive the way. Such values, and those that look like encoded ones, are
 * encoded; all others stay readable for whoever looks at the parameter. Thread-safe: it holds no state.
 */
final class ValueEncoding {
  private static final String MARK = "trainyard-base64:";

  private ValueEncoding() {
  }

  static String encode(VariableValue value) {
    String text = value.text();
    return isPlain(text)
        ? text
        : MARK + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static VariableValue decode(String stored) {
    return new VariableValue(stored.startsWith(MARK)
        ? new String(Base64.getDecoder().decode(stored.substring(MARK.length())), StandardCharsets.UTF_8)
        : stored);
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty() && !text.contains("{{") && !text.startsWith(MARK)
        && text.equals(text.strip()) && text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\t');
  }
}
