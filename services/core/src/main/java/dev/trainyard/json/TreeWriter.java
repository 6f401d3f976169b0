package dev.trainyard.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/**
 * Writes trees as {@link TreeReader} reads them: by one small recursion, since a server that has just started still
 * compiles what turns run, and databind's serializers are much of that. Pure.
 */
public final class TreeWriter {
  private TreeWriter() {
  }

  /**
   * Writes a tree as the next value.
   *
   * @param generator open
   * @param tree what JSON knows, nested no deeper than texts may be
   * @throws IOException from the generator
   */
  public static void write(JsonGenerator generator, JsonNode tree) throws IOException {
    switch (tree.getNodeType()) {
      case OBJECT -> object(generator, (ObjectNode) tree);
      case ARRAY -> list(generator, (ArrayNode) tree);
      case STRING -> generator.writeString(tree.textValue());
      case NUMBER -> number(generator, tree);
      case BOOLEAN -> generator.writeBoolean(tree.booleanValue());
      case NULL -> generator.writeNull();
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException("JSON has no " + tree.getNodeType());
    }
  }

  private static void object(JsonGenerator generator, ObjectNode object) throws IOException {
    generator.writeStartObject();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      generator.writeFieldName(member.getKey());
      write(generator, member.getValue());
    }
    generator.writeEndObject();
  }

  private static void list(JsonGenerator generator, ArrayNode list) throws IOException {
    generator.writeStartArray();
    for (int i = 0; i < list.size(); i++) {
      write(generator, list.get(i));
    }
    generator.writeEndArray();
  }

  private static void number(JsonGenerator generator, JsonNode number) throws IOException {
    if (number.isInt()) {
      generator.writeNumber(number.intValue());
    } else if (number.isLong()) {
      generator.writeNumber(number.longValue());
    } else {
      generator.writeNumber(number.asText());
    }
  }
}
