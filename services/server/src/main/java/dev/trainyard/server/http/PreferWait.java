package dev.trainyard.server.http;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a caller would rather wait than come again: {@code Prefer: wait=30} (RFC 7240). */
public final class PreferWait {
  private static final Pattern WAIT = Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?([0-9]{1,6})\"?\\s*(?:$|[,;])");
  private static final int LONGEST_SECONDS = 120;

  private PreferWait() {
  }

  /**
   * Reads the header.
   *
   * @param prefer its value
   * @return at most two minutes, zero if nothing was said
   */
  public static Duration of(@Nullable String prefer) {
    Matcher matcher = WAIT.matcher(prefer == null ? "" : prefer);
    return matcher.find()
        ? Duration.ofSeconds(Math.min(LONGEST_SECONDS, Integer.parseInt(matcher.group(1))))
        : Duration.ZERO;
  }
}
