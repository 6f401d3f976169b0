package dev.trainyard.turn;

import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.Payload;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node's code receives: the body of a turn with its gaps filled. Every value passes as its caller spelled it. A
 * key that the contract lists and whose value is {@code null} counts as absent.
 *
 * @param payload the function's event: an object whose {@code body} is JSON text
 * @param language the user's language, as it was sent; {@code en} if it was not
 */
public record TurnEvent(Payload payload, String language) {
  private static final List<Known> KNOWN = Known.of("node", "", "event", "\"API_INTEGRATION\"", "user", "{}",
      "conversation_no", "1", "conversation_details", "{}", "user_details",
      "{\"language_code\":\"en\",\"name\":\"Guest User\"}", "entities", "{}", "env_variables", "{}");
  private static final List<Known> KNOWN_OF_USER = Known.of("user_id", "\"\"", "user_name", "\"\"", "full_name",
      "\"\"", "device_platform", "13", "language_code", "\"en\"", "auth_id", "\"\"", "auth_code", "\"\"");

  /**
   * Makes the event of a turn.
   *
   * @param node the node in the turn's address
   * @param body JSON of an object, as the caller sent it
   * @param environment JSON of an object: the variables of the stage
   * @return the event
   * @throws TrainyardException {@code invalid} or {@code too_large}
   */
  public static TurnEvent of(NodeName node, byte[] body, String environment) {
    if (body.length > Payload.MOST_BYTES) {
      throw tooLarge();
    }
    try {
      return of(node, JsonText.decode(body), environment);
    } catch (MalformedJson malformed) {
      throw TrainyardException.invalid(malformed.pointer(), malformed.sentence("body"));
    }
  }

  private static TurnEvent of(NodeName node, String text, String environment) throws MalformedJson {
    TurnBody body = TurnBody.read(text);
    Map<String, String> members = body.members();
    members.put("user", object(KNOWN_OF_USER, body.user()));
    members.put("env_variables", environment);
    if (isAbsent(members.get("node"))) {
      members.put("node", "\"" + node + "\"");
    }
    return new TurnEvent(wrapped(object(KNOWN, members)), body.language());
  }

  /** A key that is always there: how its value is introduced, and what that is where none is given. */
  private record Known(String name, String introduced, String value) {
    static List<Known> of(String... namesAndValues) {
      List<Known> all = new ArrayList<>();
      for (int i = 0; i < namesAndValues.length; i += 2) {
        String name = namesAndValues[i];
        all.add(new Known(name, (i == 0 ? "{\"" : ",\"") + name + "\":", namesAndValues[i + 1]));
      }
      return List.copyOf(all);
    }
  }

  /** Writes the known keys first, and then what else was given. */
  private static String object(List<Known> known, Map<String, String> given) {
    StringBuilder text = new StringBuilder(1024);
    for (Known each : known) {
      append(text, each, given.remove(each.name()));
    }
    given.forEach((name, value) -> text.append(",\"").append(JsonText.loneEscaped(JsonText.quoted(name)))
        .append("\":").append(value));
    return text.append('}').toString();
  }

  private static void append(StringBuilder text, Known known, @Nullable String value) {
    text.append(known.introduced()).append(isAbsent(value) ? known.value() : value);
  }

  private static boolean isAbsent(@Nullable String value) {
    return value == null || value.equals("null");
  }

  private static Payload wrapped(String body) {
    Payload event = Payload.ofBody(body);
    if (!event.fits()) {
      throw tooLarge();
    }
    return event;
  }

  private static TrainyardException tooLarge() {
    return new TrainyardException(ErrorCode.TOO_LARGE,
        "A turn has at most 6 MiB, with the escapes that an event needs; send less.");
  }
}
