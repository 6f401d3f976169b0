package dev.trainyard.aws.runtimeapi;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** What Lambda itself writes, into answers and logs, as it was recorded from AWS. Pure. */
final class LambdaTexts {
  private static final int SIGNALS = 128;

  private LambdaTexts() {
  }

  /** What an event's end was called. */
  record End(String errorType, String message, String status) {
    static final End GOOD = new End("", "", "");

    byte[] payload(String id) {
      return ("{\"errorType\":\"" + errorType + "\",\"errorMessage\":\"RequestId: " + id + " Error: " + message + "\"}")
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  static End timedOut(Duration limit) {
    return new End("Sandbox.Timedout",
        String.format(Locale.ROOT, "Task timed out after %.2f seconds", limit.toMillis() / 1000.0), "timeout");
  }

  static End exited(int status) {
    return new End("Runtime.ExitError", "Runtime exited " + switch (status) {
      case 0 -> "without providing a reason";
      case SIGNALS + 4 -> "with error: signal: illegal instruction";
      case SIGNALS + 6 -> "with error: signal: aborted";
      case SIGNALS + 7 -> "with error: signal: bus error";
      case SIGNALS + 9 -> "with error: signal: killed";
      case SIGNALS + 11 -> "with error: signal: segmentation fault";
      case SIGNALS + 15 -> "with error: signal: terminated";
      default -> "with error: exit status " + status;
    }, "error");
  }

  /** The same in the emulator's words, such as {@code exit status 3}. */
  static End exited(String how) {
    return new End("Runtime.ExitError",
        "Runtime exited " + (how.equals("exit status 0") ? "without providing a reason" : "with error: " + how),
        "error");
  }

  static byte[] tooLarge() {
    return ("{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size ("
        + RuntimeApiServer.MOST_BYTES + " bytes).\",\"errorType\":\"Function.ResponseSizeTooLarge\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  static String initReport(Duration took, String phase, End end) {
    return String.format(Locale.ROOT, "INIT_REPORT Init Duration: %.2f ms\tPhase: %s\tStatus: %s%s\t", millis(took),
        phase, end.status(), end.errorType().startsWith("Sandbox.") ? "" : "\tError Type: " + end.errorType());
  }

  static String report(String id, Duration took, int memoryMegabytes, int usedMegabytes, Duration init, End end) {
    StringBuilder line = new StringBuilder(256);
    line.append(String.format(Locale.ROOT,
        "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB\tMax Memory Used: %d MB",
        id, millis(took), Math.max(1, (long) Math.ceil(millis(took))), memoryMegabytes, usedMegabytes));
    if (!init.isZero()) {
      line.append(String.format(Locale.ROOT, "\tInit Duration: %.2f ms", millis(init)));
    }
    if (!end.status().isEmpty()) {
      line.append("\tStatus: ").append(end.status());
    }
    if (end.errorType().startsWith("Runtime.")) {
      line.append("\tError Type: ").append(end.errorType());
    }
    return line.append('\t').toString();
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
