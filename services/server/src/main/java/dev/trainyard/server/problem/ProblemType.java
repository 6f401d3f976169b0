package dev.trainyard.server.problem;

import dev.trainyard.error.ErrorCode;
import io.micronaut.http.HttpStatus;
import java.util.Locale;

/** Every kind of problem that a caller can meet, with its status. The lower-case name is its code. */
public enum ProblemType {
  /** The thing does not exist. */
  NOT_FOUND(HttpStatus.NOT_FOUND, "Not found"),
  /** Changed meanwhile. */
  CONFLICT(HttpStatus.CONFLICT, "Changed meanwhile"),
  /** No If-Match. */
  PRECONDITION_REQUIRED(HttpStatus.PRECONDITION_REQUIRED, "If-Match is needed"),
  /** The name is in use. */
  NAME_TAKEN(HttpStatus.CONFLICT, "The name is taken"),
  /** Input that is not what it must be. */
  INVALID(HttpStatus.BAD_REQUEST, "Invalid input"),
  /** Input over its limit. */
  TOO_LARGE(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "Too large"),
  /** No token, or a wrong one. */
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Not authenticated"),
  /** Not allowed. */
  FORBIDDEN(HttpStatus.FORBIDDEN, "Not allowed"),
  /** Too much work at once. */
  OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE, "Too much work at once"),
  /** No such release on the stage. */
  NOT_RELEASED(HttpStatus.CONFLICT, "Not released"),
  /** The code was never saved. */
  NOT_SAVED(HttpStatus.CONFLICT, "Not saved"),
  /** Nothing to roll back to. */
  NOTHING_EARLIER(HttpStatus.CONFLICT, "Nothing earlier"),
  /** No longer kept. */
  PRUNED(HttpStatus.GONE, "No longer kept"),
  /** Another training is running. */
  TRAINING_RUNNING(HttpStatus.CONFLICT, "A training is running"),
  /** Not fit for production. */
  NOT_TRANSFERABLE(HttpStatus.CONFLICT, "Not ready for production"),
  /** In use. */
  IN_PRODUCTION(HttpStatus.CONFLICT, "In production"),
  /** The engine failed. */
  ENGINE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The engine is not available"),
  /** A store failed. */
  STORE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The store is not available"),
  /** The address does not take the method. */
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),
  /** No representation that the caller accepts. */
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Not acceptable"),
  /** A body in a format that is not read here. */
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Media type not supported"),
  /** Sent to a name that is not this server's. */
  MISDIRECTED(HttpStatus.MISDIRECTED_REQUEST, "Not this server"),
  /** Something else that the caller can mend. */
  REFUSED(HttpStatus.BAD_REQUEST, "Refused"),
  /** Something of ours failed. */
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Something failed here");

  private final HttpStatus status;
  private final String title;

  ProblemType(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  /**
   * The problem that a refusal of the core is.
   *
   * @param code the core's
   * @return the same by name
   */
  public static ProblemType of(ErrorCode code) {
    return valueOf(code.name());
  }

  /**
   * The problem behind a status that the HTTP server chose.
   *
   * @param status 400 or more
   * @return the nearest
   */
  static ProblemType of(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> NOT_FOUND;
      case METHOD_NOT_ALLOWED -> METHOD_NOT_ALLOWED;
      case NOT_ACCEPTABLE -> NOT_ACCEPTABLE;
      case UNSUPPORTED_MEDIA_TYPE -> UNSUPPORTED_MEDIA_TYPE;
      case REQUEST_ENTITY_TOO_LARGE, REQUEST_URI_TOO_LONG, REQUEST_HEADER_FIELDS_TOO_LARGE -> TOO_LARGE;
      case UNAUTHORIZED -> UNAUTHENTICATED;
      case FORBIDDEN -> FORBIDDEN;
      case BAD_REQUEST -> INVALID;
      default -> status.getCode() >= 500 ? INTERNAL : REFUSED;
    };
  }

  /**
   * The code that callers switch on.
   *
   * @return such as {@code not_found}
   */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Its usual status.
   *
   * @return 400 or more
   */
  public HttpStatus status() {
    return status;
  }

  /**
   * What it is, for people.
   *
   * @return a few words
   */
  public String title() {
    return title;
  }
}
