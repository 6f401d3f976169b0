package dev.trainyard.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Builds a tree from a parser's tokens. Recursion is bounded by the parser's own limit. Serves one text. */
final class TreeReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final boolean strict;

  TreeReader(JsonParser parser, boolean strict) {
    this.parser = parser;
    this.strict = strict;
  }

  JsonNode read() throws IOException, MalformedJson {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new MalformedJson("", "is empty");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> list();
      case VALUE_STRING -> NODES.textNode(text(parser.getText()));
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> decimal();
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case FIELD_NAME, END_OBJECT, END_ARRAY, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw fault("is not JSON");
    };
  }

  private ObjectNode object() throws IOException, MalformedJson {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = text(parser.currentName());
      parser.nextToken();
      if (strict && object.has(name)) {
        throw fault("is there twice");
      }
      object.set(name, read());
    }
    return object;
  }

  private ArrayNode list() throws IOException, MalformedJson {
    ArrayNode list = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(read());
    }
    return list;
  }

  private JsonNode integer() throws IOException {
    String text = parser.getText();
    return switch (parser.getNumberType()) {
      case INT -> "-0".equals(text) ? new WrittenNumber(text) : NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private JsonNode decimal() throws IOException, MalformedJson {
    if (!parser.isNaN()) {
      return new WrittenNumber(parser.getText());
    }
    if (strict) {
      throw fault("is " + parser.getText() + ", which JSON has no number for");
    }
    return NODES.textNode(parser.getText());
  }

  private String text(String text) throws MalformedJson {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) {
        continue;
      }
      if (Character.isHighSurrogate(text.charAt(i)) && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (strict) {
        throw fault("holds a lone surrogate, which is half a character");
      } else {
        return mended(text);
      }
    }
    return text;
  }

  private static String mended(String text) {
    return text.codePoints().map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }

  private MalformedJson fault(String predicate) {
    return new MalformedJson(parser.getParsingContext().pathAsPointer().toString(), predicate);
  }
}
