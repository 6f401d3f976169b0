package dev.trainyard.turn;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The body of a turn in parts: its members and those of its user, each value as its caller spelled it. Serves one turn.
 *
 * <p>
 * Loops and what they repeat are methods of their own here: Java compiles a loop together with all that it repeats,
 * several times over, and a server that has just started waits for that.
 */
final class TurnBody {
  private final String text;
  private final JsonParser parser;
  private final Map<String, String> members = new LinkedHashMap<>();
  private final Map<String, String> user = new LinkedHashMap<>();
  private String language = "en";

  private TurnBody(String text, JsonParser parser) {
    this.text = text;
    this.parser = parser;
  }

  /**
   * Takes a body apart.
   *
   * @param text JSON of an object
   * @return its parts
   * @throws MalformedJson if it is not that, or has a known key whose value is of the wrong kind
   */
  static TurnBody read(String text) throws MalformedJson {
    try (JsonParser parser = JsonText.parser(text)) {
      TurnBody body = new TurnBody(text, parser);
      try {
        body.read();
      } catch (JsonProcessingException failure) {
        throw JsonText.malformed(failure, parser);
      }
      return body;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Its members, without {@code user} if that is an object.
   *
   * @return names and JSON, in their order; the caller's to change
   */
  Map<String, String> members() {
    return members;
  }

  /**
   * The members of {@code user}.
   *
   * @return names and JSON, in their order; the caller's to change
   */
  Map<String, String> user() {
    return user;
  }

  /**
   * The user's language.
   *
   * @return as it was sent; {@code en} if it was not
   */
  String language() {
    return language;
  }

  private void read() throws IOException, MalformedJson {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedJson("", "must be a JSON object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      readMember();
    }
    if (parser.nextToken() != null) {
      throw new MalformedJson("", "has something after the JSON object");
    }
  }

  private void readMember() throws IOException, MalformedJson {
    String name = parser.currentName();
    JsonToken value = parser.nextToken();
    checkKind(name, value);
    if (value == JsonToken.START_OBJECT && "user".equals(name)) {
      readUser();
    } else {
      members.put(name, slice());
    }
  }

  private void readUser() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      readMemberOfUser();
    }
  }

  private void readMemberOfUser() throws IOException {
    String name = parser.currentName();
    if (parser.nextToken() == JsonToken.VALUE_STRING && "language_code".equals(name)) {
      language = parser.getText();
    }
    user.put(name, slice());
  }

  private String slice() throws IOException {
    int from = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    parser.finishToken();
    return text.substring(from, (int) parser.currentLocation().getCharOffset());
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
}
