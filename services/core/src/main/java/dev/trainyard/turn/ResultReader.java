package dev.trainyard.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Ran;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import dev.trainyard.turn.TurnOutcome.Reply;
import java.io.Serial;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what {@code main} returned. Serves one result. */
final class ResultReader {
  private static final String WANTED = "main must return {\"statusCode\": 200, \"body\": \"<JSON text>\"}";

  private final Limits limits;
  private final Masking masking;

  private ResultReader(Limits limits, Masking masking) {
    this.limits = limits;
    this.masking = masking;
  }

  /**
   * Reads a result.
   *
   * @param result JSON of what was returned
   * @param limits what it may measure
   * @param masking hides values in messages
   * @return a reply, or the first thing that is wrong
   */
  static TurnOutcome read(Payload result, Limits limits, Masking masking) {
    try {
      return new ResultReader(limits, masking).read(result);
    } catch (Wrong wrong) {
      return OutcomeJudge.broken(wrong.cause, Ran.YES, String.valueOf(wrong.getMessage()), masking);
    }
  }

  private Reply read(Payload result) throws Wrong {
    if (result.size() > Payload.MOST_BYTES) {
      throw new Wrong(BreakCause.RESPONSE_TOO_LARGE,
          String.format(Locale.ROOT, "The result has %,d bytes; the limit is %,d.", result.size(), Payload.MOST_BYTES));
    }
    JsonNode returned = parsed("The result", decoded(result));
    if (!returned.isObject()) {
      throw malformed("The result was " + kind(returned) + "; " + WANTED + ".");
    }
    checkStatusCode(returned.get("statusCode"));
    JsonNode body = required(returned, "body", "");
    if (!body.isTextual()) {
      throw malformed("body was " + kind(body) + "; it must be JSON text, as json.dumps gives it.");
    }
    return reply(parsed("body", body.textValue()));
  }

  private Reply reply(JsonNode body) throws Wrong {
    if (!body.isObject()) {
      throw malformed("body was JSON text of " + kind(body) + "; it must be that of an object.");
    }
    JsonNode status = required(body, "status", "body.");
    if (!status.isBoolean()) {
      throw malformed("body.status was " + kind(status) + "; it must be true or false.");
    }
    ArrayNode response = response(required(body, "response", "body."));
    return new Reply(status.booleanValue(), response, MessageLanguage.messages(response),
        state(body, "conversation_details"), state(body, "user_details"));
  }

  private ArrayNode response(JsonNode value) throws Wrong {
    if (!(value instanceof ArrayNode response)) {
      throw malformed("body.response was " + kind(value) + "; it must be a list of messages.");
    }
    boolean blank = true;
    for (int i = 0; i < response.size(); i++) {
      JsonNode entry = response.get(i);
      if (!entry.isTextual() && !entry.isObject()) {
        throw malformed("body.response[%d] was %s; a message is a text or an object.".formatted(i, kind(entry)));
      }
      blank &= entry.isTextual() && entry.textValue().isBlank();
    }
    if (blank) {
      throw new Wrong(BreakCause.NO_RESPONSE, response.isEmpty()
          ? "body.response was empty; it must have at least one message."
          : "body.response had only blank texts; it must have at least one message.");
    }
    return response;
  }

  private Optional<JsonNode> state(JsonNode body, String key) throws Wrong {
    JsonNode state = body.get(key);
    if (state == null) {
      return Optional.empty();
    }
    if (!state.isObject()) {
      throw malformed("body.%s was %s; it must be an object, or be left out.".formatted(key, kind(state)));
    }
    String json = JsonText.compact(state);
    int characters = json.codePointCount(0, json.length());
    if (characters > limits.stateCharacters()) {
      throw new Wrong(BreakCause.STATE_TOO_LARGE,
          String.format(Locale.ROOT, "body.%s has %,d characters as compact JSON; the limit is %,d.", key, characters,
              limits.stateCharacters()));
    }
    return Optional.of(state);
  }

  private void checkStatusCode(@Nullable JsonNode code) throws Wrong {
    if (code == null) {
      throw malformed("statusCode was missing; " + WANTED + ".");
    }
    if (!code.isIntegralNumber()) {
      throw malformed("statusCode was " + kind(code) + "; it must be the number 200.");
    }
    if (!code.canConvertToInt() || code.intValue() != 200) {
      throw new Wrong(BreakCause.BAD_STATUS,
          "statusCode was " + Cut.text(code.asText(), 20) + "; only 200 is a reply.");
    }
  }

  private JsonNode required(JsonNode object, String key, String parent) throws Wrong {
    JsonNode value = object.get(key);
    if (value == null) {
      throw malformed(parent + key + " was missing; " + (parent.isEmpty() ? WANTED : "the body must have it") + ".");
    }
    return value;
  }

  private String decoded(Payload result) throws Wrong {
    try {
      return JsonText.decode(result.bytes());
    } catch (MalformedJson notText) {
      throw malformed("The result " + notText.predicate() + ".");
    }
  }

  private JsonNode parsed(String name, String text) throws Wrong {
    try {
      return JsonText.strict(text);
    } catch (MalformedJson fault) {
      throw malformed(named(name, fault.pointer()) + " " + fault.predicate() + ".");
    }
  }

  /** Spells a place as people write it in Python: {@code body.response[2].data}. */
  private String named(String name, String pointer) {
    StringBuilder path = new StringBuilder("body".equals(name) ? "body" : "");
    for (String step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      String key = step.replace("~1", "/").replace("~0", "~");
      if (key.matches("\\d{1,9}")) {
        path.append('[').append(key).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(Cut.text(masking.hide(key), 60));
      }
    }
    return path.isEmpty() ? name : Cut.text(path.toString(), 400);
  }

  private String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> "null (None)";
      case BOOLEAN -> value.asText();
      case NUMBER -> "the number " + Cut.text(masking.hide(value.asText()), 60);
      case STRING -> "the text \"" + Cut.text(masking.hide(value.textValue()), 60) + "\"";
      case ARRAY -> "a list of " + value.size();
      case OBJECT -> "an object";
      case BINARY, MISSING, POJO -> "nothing that JSON knows";
    };
  }

  private static Wrong malformed(String message) {
    return new Wrong(BreakCause.MALFORMED_RESPONSE, message);
  }

  /** Leads out of the reading. */
  private static final class Wrong extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final BreakCause cause;

    Wrong(BreakCause cause, String message) {
      super(message, null, false, false);
      this.cause = cause;
    }
  }
}
