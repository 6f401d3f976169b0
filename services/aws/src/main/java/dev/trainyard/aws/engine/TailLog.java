package dev.trainyard.aws.engine;

import dev.trainyard.engine.InvocationLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last 4 KB of a log, as Invoke gives them, made into a whole one: Lambda's own lines that are missing are added,
 * and it is said when earlier output was cut.
 *
 * @param log for people
 * @param report its last line
 * @param failedAtLoad whether Lambda says that the code could not be loaded
 */
record TailLog(InvocationLog log, Report report, boolean failedAtLoad) {
  /** Lambda keeps so many bytes. */
  static final int KEPT = 4096;
  private static final int LONGEST_CHARACTER = 4;
  private static final Pattern START = Pattern.compile("(?m)^START RequestId: ([0-9a-f-]{36}) Version: ");
  private static final String CUT = "[earlier output was cut: AWS gives the last 4 KB]";

  /**
   * Reads a tail.
   *
   * @param encoded in Base64; null or nonsense is an empty one
   * @param facts about the invocation
   * @return the log
   */
  static TailLog read(@Nullable String encoded, InvocationFacts facts) {
    byte[] bytes = decoded(encoded);
    String start = "START RequestId: " + facts.id();
    String end = "END RequestId: " + facts.id();
    String reportStart = "REPORT RequestId: " + facts.id();
    List<String> output = new ArrayList<>();
    Optional<Report> report = Optional.empty();
    boolean started = false;
    boolean failedAtLoad = false;
    for (String line : text(bytes, facts).split("\n", -1)) {
      if (line.startsWith(start)) {
        started = true;
      } else if (line.startsWith(reportStart)) {
        report = Report.read(line);
      } else if (line.startsWith("INIT_REPORT ")) {
        failedAtLoad |= !started && failedInInvoke(line);
      } else if (line.endsWith(end)) {
        // Output without a line break at its end runs into it.
        addUnlessEmpty(output, line.substring(0, line.length() - end.length()));
      } else if (!line.startsWith("INIT_START ") && !line.startsWith("XRAY TraceId: ")) {
        output.add(line);
      }
    }
    boolean cut = !started && bytes.length > KEPT - LONGEST_CHARACTER;
    Report last = report.orElseGet(() -> Report.of(facts.id(), facts.took(), facts.memory()));
    StringBuilder whole = new StringBuilder(bytes.length + 512);
    whole.append(start).append(" Version: ").append(facts.version()).append('\n');
    if (cut) {
      whole.append(CUT).append('\n');
    }
    String written = String.join("\n", output).stripTrailing();
    whole.append(written).append(written.isEmpty() ? "" : "\n").append(end).append('\n').append(last.line());
    if (!facts.lambdaId().isEmpty()) {
      whole.append("\tLambda RequestId: ").append(facts.lambdaId());
    }
    return new TailLog(new InvocationLog(whole.append('\n').toString(), cut ? 1 : 0), last, failedAtLoad);
  }

  private static void addUnlessEmpty(List<String> output, String line) {
    if (!line.isEmpty()) {
      output.add(line);
    }
  }

  /** Lambda loads anew within the first invocation when loading failed before it. */
  private static boolean failedInInvoke(String line) {
    return line.contains("\tPhase: invoke") && (line.contains("\tStatus: error") || line.contains("\tStatus: timeout"));
  }

  /** People know an invocation by the id of their request: Lambda's own id is told once, at the end. */
  private static String text(byte[] bytes, InvocationFacts facts) {
    int from = 0;
    while (bytes.length > KEPT - LONGEST_CHARACTER && from < LONGEST_CHARACTER && from < bytes.length
        && (bytes[from] & 0xC0) == 0x80) {
      from++;
    }
    String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    Matcher start = START.matcher(text);
    String told = start.find() ? text.replace(start.group(1), facts.id()) : text;
    return facts.lambdaId().isEmpty() ? told : told.replace(facts.lambdaId(), facts.id());
  }

  private static byte[] decoded(@Nullable String encoded) {
    try {
      return encoded == null ? new byte[0] : Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException nonsense) {
      return new byte[0];
    }
  }
}
