package dev.trainyard.engine;

/**
 * What an invocation wrote.
 *
 * @param text START, the code's own output, END and REPORT lines; at most 256 KiB and a line
 * @param cutBytes how many bytes more the code wrote, at least; 0 if nothing is missing
 */
public record InvocationLog(String text, long cutBytes) {
  /** Nothing was written. */
  public static final InvocationLog EMPTY = new InvocationLog("", 0);
}
