package dev.trainyard.local.engine;

import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Invocation.Cause;
import dev.trainyard.engine.Invocation.Ended;
import dev.trainyard.engine.Invocation.Unavailable;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.Ran;
import dev.trainyard.engine.Usage;
import dev.trainyard.local.engine.FinalReport.Phase;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Judges invocations that ended without an answer, by what is known of them. Pure. */
final class Endings {
  private static final int KILLED = 9;
  private static final double NEARLY = 0.9;

  private Endings() {
  }

  /**
   * What is known of an invocation that ended early.
   *
   * @param id of the request
   * @param version for the log
   * @param timeoutSeconds its limit
   * @param loadSeconds the limit of loading
   * @param memoryMegabytes its limit
   * @param runMicros how long it took, as seen from outside
   * @param cold whether the worker was loading its code for it
   */
  record Facts(String id, String version, double timeoutSeconds, double loadSeconds, int memoryMegabytes,
      long runMicros, boolean cold) {
  }

  static Invocation stoppedBeforeStart() {
    return new Ended(Cause.STOPPED, "Stopped before it started.", Ran.NO, InvocationLog.EMPTY, Usage.NONE);
  }

  /** Judges an invocation of which no answer came. */
  static Invocation judge(Turn.@Nullable Stop stop, Facts facts, @Nullable FinalReport report, Usage usage,
      boolean sent) {
    if (stop != null && stop != Turn.Stop.ANSWERED) {
      return stopped(stop, facts, report, usage);
    }
    return report == null ? lost(sent) : died(facts, report, usage);
  }

  /** The invocation was stopped by us; the report is missing when the worker had to be killed. */
  static Invocation stopped(Turn.Stop why, Facts facts, @Nullable FinalReport report, Usage usage) {
    boolean loading = report == null ? facts.cold() && why == Turn.Stop.LOAD_TIME : report.phase() == Phase.LOAD;
    Ran ran = loading ? Ran.NO : Ran.YES;
    return switch (why) {
      case TIME, LOAD_TIME -> loading
          ? ended(Cause.EXIT_AT_LOAD, "Loading the code took longer than %.0f seconds.", facts.loadSeconds(), ran,
              facts,
              report, usage)
          : ended(Cause.TIMEOUT, "Task timed out after %.2f seconds", facts.timeoutSeconds(), ran, facts, report,
              usage);
      case MEMORY -> ended(Cause.MEMORY, memory(facts), ran, facts, report, usage);
      case CALLER -> ended(Cause.STOPPED, "Stopped on request.", ran, facts, report, usage);
      case CLOSING, ANSWERED -> new Unavailable("The engine was closed while the code ran.", Ran.UNKNOWN);
    };
  }

  /** The worker ended by itself, while it loaded or ran the code. */
  static Invocation died(Facts facts, FinalReport report, Usage usage) {
    boolean loading = report.phase() == Phase.LOAD;
    Ran ran = loading ? Ran.NO : Ran.YES;
    Cause exit = loading ? Cause.EXIT_AT_LOAD : Cause.EXIT;
    return switch (report.reason()) {
      case MEMORY -> ended(Cause.MEMORY, memory(facts), ran, facts, report, usage);
      case EXIT, STOPPED ->
        ended(exit, "The process exited with status " + report.exitCode() + '.', ran, facts, report, usage);
      case PROTOCOL -> ended(exit, "The code broke off the process's connection.", ran, facts, report, usage);
      case SIGNAL -> report.signal() == KILLED
          && report.memoryKilobytes() > NEARLY * 1024 * facts.memoryMegabytes()
              ? ended(Cause.MEMORY, memory(facts), ran, facts, report, usage)
              : ended(exit, "The process was killed by " + signal(report.signal()) + '.', ran, facts, report, usage);
    };
  }

  /** Nobody tells how the worker ended. */
  static Invocation lost(boolean sent) {
    return sent
        ? new Unavailable("The sandbox ended while the code ran.", Ran.UNKNOWN)
        : new Unavailable("The sandbox ended before the code ran.", Ran.NO);
  }

  private static String memory(Facts facts) {
    return "The code used more than its " + facts.memoryMegabytes() + " MB of memory.";
  }

  private static Invocation ended(Cause cause, String message, double argument, Ran ran, Facts facts,
      @Nullable FinalReport report, Usage usage) {
    return ended(cause, String.format(Locale.ROOT, message, argument), ran, facts, report, usage);
  }

  private static Invocation ended(Cause cause, String message, Ran ran, Facts facts, @Nullable FinalReport report,
      Usage usage) {
    return new Ended(cause, message, ran, log(message, facts, report), usage);
  }

  /** The log with the lines that the process could not write any more. */
  private static InvocationLog log(String message, Facts facts, @Nullable FinalReport report) {
    LambdaLog.Output output = report == null ? LambdaLog.Output.NONE : report.output();
    long cut = report == null ? 0 : report.logCut();
    String ending = (cut > 0 ? "[" + cut + " bytes of output cut]\n" : "")
        + "RequestId: " + facts.id() + ' ' + message + '\n';
    LambdaLog.Took took = new LambdaLog.Took(facts.runMicros(), -1, facts.memoryMegabytes(),
        report == null ? 0 : (report.memoryKilobytes() + 1023) / 1024);
    return new InvocationLog(LambdaLog.of(facts.id(), facts.version(), output, ending, took), cut);
  }

  private static String signal(int number) {
    return switch (number) {
      case 4 -> "SIGILL";
      case 6 -> "SIGABRT";
      case 7 -> "SIGBUS";
      case 8 -> "SIGFPE";
      case KILLED -> "SIGKILL";
      case 11 -> "SIGSEGV";
      case 15 -> "SIGTERM";
      case 24 -> "SIGXCPU";
      case 31 -> "SIGSYS (a system call that code may not make)";
      default -> "signal " + number;
    };
  }
}
