package dev.trainyard.error;

import java.util.Locale;

/** Every reason for which a request is refused. The lower-case name is the code that callers see. */
public enum ErrorCode {
  /** The thing does not exist. */
  NOT_FOUND(ErrorKind.CALLER),
  /** Somebody changed the thing since the caller read it. */
  CONFLICT(ErrorKind.CALLER),
  /** A change of an existing thing without saying which revision it is based on. */
  PRECONDITION_REQUIRED(ErrorKind.CALLER),
  /** A thing of that name exists already. */
  NAME_TAKEN(ErrorKind.CALLER),
  /** Input that is not what it must be. */
  INVALID(ErrorKind.CALLER),
  /** Input over its limit. */
  TOO_LARGE(ErrorKind.LIMIT),
  /** No token, or a wrong one. */
  UNAUTHENTICATED(ErrorKind.CALLER),
  /** The caller may not do this. */
  FORBIDDEN(ErrorKind.CALLER),
  /** Too much work at once; nothing ran. */
  OVERLOADED(ErrorKind.LIMIT),
  /** The stage has no release, or its release has no such node. */
  NOT_RELEASED(ErrorKind.CALLER),
  /** The node's code was never saved. */
  NOT_SAVED(ErrorKind.CALLER),
  /** A stage has no earlier release to roll back to. */
  NOTHING_EARLIER(ErrorKind.CALLER),
  /** The release is no longer kept. */
  PRUNED(ErrorKind.CALLER),
  /** Another training of the bot is running. */
  TRAINING_RUNNING(ErrorKind.CALLER),
  /** The bot is not fit to be transferred. */
  NOT_TRANSFERABLE(ErrorKind.CALLER),
  /** The bot has a production release. */
  IN_PRODUCTION(ErrorKind.CALLER),
  /** The engine that runs node code failed us. */
  ENGINE_UNAVAILABLE(ErrorKind.PLATFORM),
  /** A store failed us. */
  STORE_UNAVAILABLE(ErrorKind.PLATFORM);

  private final ErrorKind kind;

  ErrorCode(ErrorKind kind) {
    this.kind = kind;
  }

  /**
   * Whose move it is.
   *
   * @return the kind
   */
  public ErrorKind kind() {
    return kind;
  }

  /**
   * The code as callers see it, such as {@code not_found}.
   *
   * @return lower case, with underscores
   */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
