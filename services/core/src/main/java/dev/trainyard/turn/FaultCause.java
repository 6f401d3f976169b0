package dev.trainyard.turn;

import dev.trainyard.engine.Ran;

/**
 * Which cause an error object stands for.
 *
 * @param cause of the bot break
 * @param ran whether {@code main} was entered
 */
record FaultCause(BreakCause cause, Ran ran) {

  /**
   * Judges an error object. Types of the platform come first, then the sentences by which older runtimes tell them,
   * then Python's classes. An engine that says where the fault came from is believed.
   *
   * @param fault any
   * @return its one cause
   */
  static FaultCause of(LambdaFault fault) {
    if (isPlatform(fault) && fault.inMain() && !"Runtime.ExitError".equals(fault.type())) {
      return ran(BreakCause.EXCEPTION);
    }
    return switch (fault.type()) {
      case "Runtime.UserCodeSyntaxError" -> notRun(BreakCause.SYNTAX_ERROR);
      case "Runtime.ImportModuleError" -> notRun(BreakCause.IMPORT_ERROR);
      case "Runtime.HandlerNotFound", "Runtime.MalformedHandlerName" -> notRun(BreakCause.HANDLER_MISSING);
      case "Runtime.MarshalError" -> ran(BreakCause.MALFORMED_RESPONSE);
      case "Runtime.ExitError" -> exit(fault);
      case "Runtime.OutOfMemory" -> ran(BreakCause.OUT_OF_MEMORY);
      case "Runtime.UnmarshalError" -> notRun(BreakCause.ENGINE_UNAVAILABLE);
      case "Sandbox.Timedout" -> ran(BreakCause.TIMEOUT);
      case "Function.ResponseSizeTooLarge" -> ran(BreakCause.RESPONSE_TOO_LARGE);
      default -> bySentence(fault);
    };
  }

  private static FaultCause bySentence(LambdaFault fault) {
    String message = fault.message();
    if ("run".equals(fault.stage())) {
      return byClass(fault);
    }
    if (fault.atLoad() || fault.untypedOr("Runtime.")) {
      if (message.startsWith("Syntax error in module ")) {
        return notRun(BreakCause.SYNTAX_ERROR);
      }
      if (message.startsWith("Unable to import module ")) {
        return notRun(BreakCause.IMPORT_ERROR);
      }
      if (message.startsWith("Handler '") && message.contains("' missing on module '")) {
        return notRun(BreakCause.HANDLER_MISSING);
      }
      if (message.startsWith("module initialization error")) {
        return notRun("MemoryError".equals(fault.type()) ? BreakCause.OUT_OF_MEMORY : BreakCause.INIT_ERROR);
      }
    }
    if (fault.untypedOr("Sandbox.") && message.contains("Task timed out after ")) {
      return ran(BreakCause.TIMEOUT);
    }
    if (fault.untypedOr("Runtime.") && message.contains("Process exited before completing request")) {
      return exit(fault);
    }
    return byClass(fault);
  }

  private static FaultCause byClass(LambdaFault fault) {
    boolean load = fault.atLoad();
    boolean unserializable = fault.stack().isEmpty() && !load
        && fault.message().startsWith("An error occurred during JSON serialization of response");
    if (unserializable || "result".equals(fault.stage())) {
      return ran("MemoryError".equals(fault.type()) ? BreakCause.OUT_OF_MEMORY : BreakCause.MALFORMED_RESPONSE);
    }
    return switch (fault.type()) {
      case "MemoryError" -> load ? notRun(BreakCause.OUT_OF_MEMORY) : ran(BreakCause.OUT_OF_MEMORY);
      case "SystemExit" -> load ? notRun(BreakCause.INIT_ERROR) : ran(BreakCause.PROCESS_EXIT);
      case "SyntaxError", "IndentationError", "TabError" ->
        load ? notRun(BreakCause.SYNTAX_ERROR) : ran(BreakCause.EXCEPTION);
      case "ImportError", "ModuleNotFoundError" -> load ? notRun(BreakCause.IMPORT_ERROR) : ran(BreakCause.EXCEPTION);
      case "" -> load ? notRun(BreakCause.INIT_ERROR) : unknown(fault);
      default -> other(fault, load);
    };
  }

  private static FaultCause other(LambdaFault fault, boolean load) {
    if (load) {
      return notRun(BreakCause.INIT_ERROR);
    }
    return isPlatform(fault) ? new FaultCause(BreakCause.ENGINE_UNAVAILABLE, Ran.UNKNOWN) : ran(BreakCause.EXCEPTION);
  }

  /** Node code can give a class of its own such a name, but not without leaving a frame. */
  private static boolean isPlatform(LambdaFault fault) {
    return fault.type().startsWith("Runtime.") || fault.type().startsWith("Sandbox.")
        || fault.type().startsWith("Extension.") || fault.type().startsWith("Function.");
  }

  /**
   * Neither a class nor a sentence that we know: an exception if there is a stack, and nobody knows how far it came.
   */
  private static FaultCause unknown(LambdaFault fault) {
    return new FaultCause(BreakCause.EXCEPTION, fault.stack().isEmpty() ? Ran.UNKNOWN : Ran.YES);
  }

  private static FaultCause exit(LambdaFault fault) {
    if (fault.atLoad()) {
      return notRun(BreakCause.INIT_ERROR);
    }
    return ran(fault.message().contains("signal: killed") ? BreakCause.OUT_OF_MEMORY : BreakCause.PROCESS_EXIT);
  }

  private static FaultCause notRun(BreakCause cause) {
    return new FaultCause(cause, Ran.NO);
  }

  private static FaultCause ran(BreakCause cause) {
    return new FaultCause(cause, Ran.YES);
  }
}
