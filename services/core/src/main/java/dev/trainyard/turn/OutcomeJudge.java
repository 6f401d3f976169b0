package dev.trainyard.turn;

import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Invocation.Ended;
import dev.trainyard.engine.Invocation.Errored;
import dev.trainyard.engine.Invocation.Overloaded;
import dev.trainyard.engine.Invocation.Returned;
import dev.trainyard.engine.Invocation.Unavailable;
import dev.trainyard.engine.Ran;
import dev.trainyard.turn.TurnOutcome.BotBreak;
import dev.trainyard.turn.TurnOutcome.StackFrame;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The one place that judges an invocation, whichever engine ran it. Pure; gives exactly one outcome for anything, and
 * never throws.
 */
public final class OutcomeJudge {
  /** The most chars of a message: at most 64 KiB of UTF-8. */
  private static final int LONGEST_MESSAGE = 20_000;
  private static final int MOST_FRAMES = 100;
  private static final int LONGEST_FRAME_TEXT = 500;

  private OutcomeJudge() {
  }

  /**
   * Judges an invocation.
   *
   * @param invocation what became of it
   * @param limits what a result may measure
   * @param masking hides the values that the code was given, in the texts of a bot break
   * @return what the turn became
   */
  public static TurnOutcome judge(Invocation invocation, Limits limits, Masking masking) {
    return switch (invocation) {
      case Returned returned -> ResultReader.read(returned.result(), limits, masking);
      case Errored errored -> errored(LambdaFault.read(errored.error()), masking);
      case Ended ended -> ended(ended, masking);
      case Unavailable unavailable ->
        broken(BreakCause.ENGINE_UNAVAILABLE, unavailable.ran(), unavailable.message(), masking);
      case Overloaded _ -> broken(BreakCause.ENGINE_UNAVAILABLE, Ran.NO, "Too much is going on at once.", masking);
    };
  }

  /**
   * Judges an invocation of code that was given no secrets.
   *
   * @param invocation what became of it
   * @param limits what a result may measure
   * @return what the turn became
   */
  public static TurnOutcome judge(Invocation invocation, Limits limits) {
    return judge(invocation, limits, Masking.NONE);
  }

  private static TurnOutcome ended(Ended ended, Masking masking) {
    return switch (ended.cause()) {
      case TIMEOUT -> broken(BreakCause.TIMEOUT, ended.ran(), ended.message(), masking);
      case MEMORY -> broken(BreakCause.OUT_OF_MEMORY, ended.ran(), ended.message(), masking);
      case EXIT, STOPPED -> broken(BreakCause.PROCESS_EXIT, ended.ran(), ended.message(), masking);
      case EXIT_AT_LOAD -> broken(BreakCause.INIT_ERROR, Ran.NO, ended.message(), masking);
      case RESPONSE_TOO_LARGE -> broken(BreakCause.RESPONSE_TOO_LARGE, Ran.YES, ended.message(), masking);
    };
  }

  private static TurnOutcome errored(LambdaFault fault, Masking masking) {
    FaultCause judged = FaultCause.of(fault);
    Optional<String> type = fault.type().isBlank()
        ? Optional.empty()
        : Optional.of(Cut.text(masking.hide(fault.type()), LONGEST_FRAME_TEXT));
    String message = fault.message().isBlank()
        ? type.map(name -> name + " was raised, without a message.").orElse("The function failed and said nothing.")
        : Cut.text(masking.hide(fault.message()), LONGEST_MESSAGE);
    List<StackFrame> frames = fault.stack();
    List<StackFrame> inner = frames.subList(Math.max(0, frames.size() - MOST_FRAMES), frames.size()).stream()
        .map(frame -> shown(frame, masking)).toList();
    return new BotBreak(judged.cause(), judged.ran(), type, message, fault.line(), inner);
  }

  private static StackFrame shown(StackFrame frame, Masking masking) {
    return new StackFrame(Cut.text(masking.hide(frame.file()), LONGEST_FRAME_TEXT), frame.line(),
        Cut.text(masking.hide(frame.function()), LONGEST_FRAME_TEXT),
        Cut.text(masking.hide(frame.source()), LONGEST_FRAME_TEXT));
  }

  static BotBreak broken(BreakCause cause, Ran ran, String message, Masking masking) {
    return new BotBreak(cause, ran, Optional.empty(), Cut.text(masking.hide(message), LONGEST_MESSAGE),
        OptionalInt.empty(), List.of());
  }
}
