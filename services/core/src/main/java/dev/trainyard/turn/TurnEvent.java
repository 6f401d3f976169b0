package dev.trainyard.turn;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.Payload;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a node's code receives: the body of a turn with its gaps filled. Every value passes as its caller spelled it. A
 * key that the contract lists and whose value is {@code null} counts as absent.
 *
 * @param payload the function's event: an object whose {@code body} is JSON text
 * @param language the user's language, as it was sent; {@code en} if it was not
 */
public record TurnEvent(Payload payload, String language) {
  private static final Map<String, String> DEFAULTS = ordered("node", "", "event", "\"API_INTEGRATION\"", "user", "{}",
      "conversation_no", "1", "conversation_details", "{}", "user_details",
      "{\"language_code\":\"en\",\"name\":\"Guest User\"}", "entities", "{}");
  private static final Map<String, String> USER_DEFAULTS = ordered("user_id", "\"\"", "user_name", "\"\"", "full_name",
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

  private static TurnEvent of(NodeName node, String body, String environment) throws MalformedJson {
    Map<String, String> members = new LinkedHashMap<>();
    Map<String, String> user = new LinkedHashMap<>();
    String language = "en";
    try (JsonParser parser = JsonText.parser(body)) {
      try {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          throw new MalformedJson("", "must be a JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          checkKind(name, parser.nextToken());
          if ("user".equals(name) && parser.currentToken() == JsonToken.START_OBJECT) {
            language = user(parser, body, user);
          } else {
            members.put(name, slice(parser, body));
          }
        }
        if (parser.nextToken() != null) {
          throw new MalformedJson("", "has something after the JSON object");
        }
      } catch (JsonProcessingException failure) {
        throw JsonText.malformed(failure, parser);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new TurnEvent(wrapped(joined(node, members, user, environment)), language);
  }

  private static String user(JsonParser parser, String body, Map<String, String> user) throws IOException {
    String language = "en";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING && "language_code".equals(name)) {
        language = parser.getText();
      }
      user.put(name, slice(parser, body));
    }
    return language;
  }

  private static String slice(JsonParser parser, String body) throws IOException {
    int from = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    parser.finishToken();
    return body.substring(from, (int) parser.currentLocation().getCharOffset());
  }

  private static void checkKind(String name, JsonToken value) throws MalformedJson {
    switch (name) {
      case "env_variables" -> throw new MalformedJson("/env_variables",
          "must not have env_variables: the stage's own are given to the code");
      case "user", "conversation_details", "user_details", "entities" -> {
        if (value != JsonToken.START_OBJECT && value != JsonToken.VALUE_NULL) {
          throw new MalformedJson("/" + name, "must have an object as " + name);
        }
      }
      default -> {
        // Passes unchecked: what other keys hold is between the caller and the node.
      }
    }
  }

  private static String joined(NodeName node, Map<String, String> members, Map<String, String> user,
      String environment) {
    StringBuilder body = new StringBuilder(1024);
    char separator = '{';
    for (Map.Entry<String, String> known : DEFAULTS.entrySet()) {
      String name = known.getKey();
      body.append(separator).append('"').append(name).append("\":");
      separator = ',';
      String value = members.remove(name);
      if ("user".equals(name)) {
        appendUser(body, user);
      } else if (value != null && !"null".equals(value)) {
        body.append(value);
      } else if ("node".equals(name)) {
        body.append('"').append(node).append('"');
      } else {
        body.append(known.getValue());
      }
    }
    body.append(",\"env_variables\":").append(environment);
    appendRest(body, members);
    return body.append('}').toString();
  }

  private static void appendUser(StringBuilder body, Map<String, String> user) {
    char separator = '{';
    for (Map.Entry<String, String> known : USER_DEFAULTS.entrySet()) {
      String value = user.remove(known.getKey());
      body.append(separator).append('"').append(known.getKey()).append("\":")
          .append(value == null || "null".equals(value) ? known.getValue() : value);
      separator = ',';
    }
    appendRest(body, user);
    body.append('}');
  }

  private static void appendRest(StringBuilder body, Map<String, String> members) {
    members.forEach((name, value) -> body.append(",\"").append(JsonText.loneEscaped(JsonText.quoted(name)))
        .append("\":").append(value));
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

  private static Map<String, String> ordered(String... namesAndValues) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
