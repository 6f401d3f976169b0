package dev.trainyard.local.engine;

import java.nio.charset.StandardCharsets;

/** Writes the log of an invocation as AWS Lambda does: START, the code's own output, END and REPORT. Pure. */
final class LambdaLog {
  private static final int LINES = 320;

  private LambdaLog() {
  }

  /**
   * What a process wrote, in UTF-8.
   *
   * @param bytes that hold it
   * @param from where it begins
   * @param start where the invocation's own output begins; before it is what the code wrote while it was loaded
   * @param to where it ends
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Output(byte[] bytes, int from, int start, int to) {
    static final Output NONE = new Output(new byte[0], 0, 0, 0);
  }

  /**
   * What an invocation took.
   *
   * @param runMicros in {@code main}
   * @param loadMicros loading the code for it; less than 0 if that was done before
   * @param memoryMegabytes its limit
   * @param usedMegabytes the most that was used
   */
  record Took(long runMicros, long loadMicros, int memoryMegabytes, int usedMegabytes) {
  }

  /**
   * Writes a log.
   *
   * @param id of the request
   * @param version of the function
   * @param output what the code wrote
   * @param ending whole lines that follow the output
   * @param took for the last line
   */
  static String of(String id, String version, Output output, String ending, Took took) {
    StringBuilder log = new StringBuilder(LINES + output.to() - output.from() + ending.length());
    append(log, output.bytes(), output.from(), output.start());
    endLine(log);
    log.append("START RequestId: ").append(id).append(" Version: ").append(version).append('\n');
    append(log, output.bytes(), output.start(), output.to());
    endLine(log);
    log.append(ending).append("END RequestId: ").append(id).append("\nREPORT RequestId: ").append(id)
        .append("\tDuration: ");
    millis(log, took.runMicros()).append("\tBilled Duration: ").append(Math.max(1, (took.runMicros() + 999) / 1000))
        .append(" ms\tMemory Size: ").append(took.memoryMegabytes()).append(" MB\tMax Memory Used: ")
        .append(took.usedMegabytes()).append(" MB");
    if (took.loadMicros() >= 0) {
      millis(log.append("\tInit Duration: "), took.loadMicros());
    }
    return log.append('\n').toString();
  }

  private static void append(StringBuilder log, byte[] bytes, int from, int to) {
    if (to > from) {
      log.append(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }
  }

  private static void endLine(StringBuilder log) {
    if (!log.isEmpty() && log.charAt(log.length() - 1) != '\n') {
      log.append('\n');
    }
  }

  /** With two places behind the point, half up. */
  private static StringBuilder millis(StringBuilder log, long micros) {
    long hundredths = (micros + 5) / 10;
    long part = hundredths % 100;
    return log.append(hundredths / 100).append(part < 10 ? ".0" : ".").append(part).append(" ms");
  }
}
