package dev.trainyard.turn;

import java.util.Locale;

/** Why a turn gave no reply. */
public enum BreakCause {
  /** The code does not compile. */
  SYNTAX_ERROR(Fault.NODE),
  /** The code imports what is not there. */
  IMPORT_ERROR(Fault.NODE),
  /** The code has no {@code main}. */
  HANDLER_MISSING(Fault.NODE),
  /** The code failed while it was loaded. */
  INIT_ERROR(Fault.NODE),
  /** {@code main} raised. */
  EXCEPTION(Fault.NODE),
  /** {@code statusCode} is not 200. */
  BAD_STATUS(Fault.NODE),
  /** The result is not of the shape that it must be. */
  MALFORMED_RESPONSE(Fault.NODE),
  /** {@code response} is empty, or has only blank texts. */
  NO_RESPONSE(Fault.NODE),
  /** {@code main} took longer than the node's limit. */
  TIMEOUT(Fault.LIMIT),
  /** The code used more memory than the node's limit. */
  OUT_OF_MEMORY(Fault.LIMIT),
  /** The process ended in {@code main}. */
  PROCESS_EXIT(Fault.NODE),
  /** The result is too large. */
  RESPONSE_TOO_LARGE(Fault.LIMIT),
  /** {@code conversation_details} or {@code user_details} is too large. */
  STATE_TOO_LARGE(Fault.LIMIT),
  /** The engine failed us. */
  ENGINE_UNAVAILABLE(Fault.PLATFORM);

  private final Fault fault;

  BreakCause(Fault fault) {
    this.fault = fault;
  }

  /**
   * Whose fault it is.
   *
   * @return the fault
   */
  public Fault fault() {
    return fault;
  }

  /**
   * The cause as callers see it.
   *
   * @return lower case, with underscores
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whose fault a bot break is. */
  public enum Fault {
    /** The node's code. */
    NODE,
    /** The node reached a limit. */
    LIMIT,
    /** The platform. */
    PLATFORM;

    /**
     * The fault as callers see it.
     *
     * @return lower case
     */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
