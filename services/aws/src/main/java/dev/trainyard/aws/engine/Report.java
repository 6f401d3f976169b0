package dev.trainyard.aws.engine;

import dev.trainyard.engine.MemorySize;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the last line of a log tells.
 *
 * @param line without a line break
 * @param duration of {@code main}
 * @param start of loading the code, zero if it was loaded
 * @param memoryMegabytes the most memory used, 0 if unknown
 */
record Report(String line, Duration duration, Duration start, int memoryMegabytes) {
  private static final Pattern DURATION = Pattern.compile("\tDuration: (\\d{1,9}(?:\\.\\d{1,6})?) ms");
  private static final Pattern START = Pattern.compile("\tInit Duration: (\\d{1,9}(?:\\.\\d{1,6})?) ms");
  private static final Pattern MEMORY = Pattern.compile("\tMax Memory Used: (\\d{1,6}) MB");

  /** Reads a line of Lambda's; empty if it is none of these. */
  static Optional<Report> read(String line) {
    Optional<Duration> duration = millis(DURATION, line);
    Matcher memory = MEMORY.matcher(line);
    return duration.map(ran -> new Report(line.stripTrailing(), ran, millis(START, line).orElse(Duration.ZERO),
        memory.find() ? Integer.parseInt(memory.group(1)) : 0));
  }

  /** Writes the line that Lambda did not give, from what is known. */
  static Report of(String id, Duration took, MemorySize memory) {
    double millis = took.toNanos() / 1e6;
    return new Report(String.format(Locale.ROOT,
        "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB\tMax Memory Used: 0 MB",
        id, millis, Math.max(1, (long) Math.ceil(millis)), memory.megabytes()), took, Duration.ZERO, 0);
  }

  private static Optional<Duration> millis(Pattern pattern, String line) {
    Matcher found = pattern.matcher(line);
    return found.find()
        ? Optional.of(Duration.ofNanos(Math.round(Double.parseDouble(found.group(1)) * 1e6)))
        : Optional.empty();
  }
}
