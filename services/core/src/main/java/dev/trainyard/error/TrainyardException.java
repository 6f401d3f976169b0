package dev.trainyard.error;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one exception by which a request is refused. Its message is for the caller and says what to do; it never holds a
 * secret. Node code that fails is no exception but a {@code TurnOutcome}.
 */
public final class TrainyardException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Map<String, Object> members;
  private final transient List<FieldError> errors;

  /**
   * A refusal.
   *
   * @param code the reason
   * @param detail one sentence for the caller: what is wrong, and what to do
   */
  public TrainyardException(ErrorCode code, String detail) {
    this(code, detail, Map.of(), null);
  }

  /**
   * A refusal with members of its own.
   *
   * @param code the reason
   * @param detail one sentence for the caller: what is wrong, and what to do
   * @param members what else the caller gets, by name in snake case: texts, numbers, booleans, lists and maps of these
   */
  public TrainyardException(ErrorCode code, String detail, Map<String, ?> members) {
    this(code, detail, members, null);
  }

  private TrainyardException(ErrorCode code, String detail, List<FieldError> errors) {
    super(detail);
    this.code = code;
    this.members = Map.of("errors", errors.stream().map(FieldError::member).toList());
    this.errors = List.copyOf(errors);
  }

  /**
   * A refusal that another failure caused.
   *
   * @param code the reason
   * @param detail one sentence for the caller: what is wrong, and what to do
   * @param members what else the caller gets, by name in snake case
   * @param cause what happened, for the log alone
   */
  public TrainyardException(ErrorCode code, String detail, Map<String, ?> members, @Nullable Throwable cause) {
    super(detail, cause);
    this.code = code;
    this.members = new LinkedHashMap<>(members);
    this.errors = List.of();
  }

  /**
   * A field of the input is wrong.
   *
   * @param pointer JSON pointer of the field, such as {@code /bot_break/action}; empty for the whole input
   * @param detail what it must be
   * @return an {@link ErrorCode#INVALID}
   */
  public static TrainyardException invalid(String pointer, String detail) {
    return invalid(List.of(new FieldError(pointer, detail)));
  }

  /**
   * Fields of the input are wrong.
   *
   * @param errors every one of them, at least one
   * @return an {@link ErrorCode#INVALID}, with the member {@code errors}
   */
  public static TrainyardException invalid(List<FieldError> errors) {
    String detail = errors.size() == 1
        ? errors.getFirst().detail()
        : "%d fields are wrong; \"errors\" tells of each what it must be.".formatted(errors.size());
    return new TrainyardException(ErrorCode.INVALID, detail, errors);
  }

  /**
   * A thing is missing.
   *
   * @param what its kind and name, such as {@code bot kli}
   * @return a {@link ErrorCode#NOT_FOUND}
   */
  public static TrainyardException notFound(String what) {
    return new TrainyardException(ErrorCode.NOT_FOUND, "There is no " + what + ".");
  }

  /**
   * A thing changed since the caller read it.
   *
   * @param what its kind and name
   * @param current its revision now
   * @return a {@link ErrorCode#CONFLICT}
   */
  public static TrainyardException conflict(String what, int current) {
    return new TrainyardException(ErrorCode.CONFLICT,
        "The %s was changed by somebody else; read it again and repeat the change.".formatted(what),
        Map.of("current_revision", current));
  }

  /**
   * The reason.
   *
   * @return the code
   */
  public ErrorCode code() {
    return code;
  }

  /**
   * What else the caller gets.
   *
   * @return by name, in order
   */
  public Map<String, Object> members() {
    return new LinkedHashMap<>(members);
  }

  /**
   * The fields that are wrong.
   *
   * @return empty unless {@link #invalid} made it
   */
  public List<FieldError> errors() {
    return errors;
  }

  /**
   * The sentence for the caller.
   *
   * @return the message
   */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
