package dev.trainyard.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON so that nothing is lost and nothing doubtful passes. Numbers keep their spelling. Thread-safe.
 */
public final class JsonText {
  /** How deep objects and lists may be nested. */
  public static final int DEEPEST = 200;

  /** How many characters a number may have. */
  public static final int LONGEST_NUMBER = 1000;

  private static final int MOST_BUFFERS = 64;
  private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder().maxNestingDepth(DEEPEST)
      .maxNumberLength(LONGEST_NUMBER).maxNameLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE).build();
  private static final JsonFactory PLAIN = factory().build();
  private static final JsonFactory TREES = factory().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final JsonFactory UNIQUE = factory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
  private static final DefaultPrettyPrinter INDENTED = new DefaultPrettyPrinter(Separators.createDefaultInstance()
      .withObjectFieldValueSpacing(Separators.Spacing.AFTER)).withObjectIndenter(LINES).withArrayIndenter(LINES);

  private JsonText() {
  }

  /**
   * Decodes bytes.
   *
   * @param bytes UTF-8
   * @return the text
   * @throws MalformedJson if the bytes are not UTF-8
   */
  public static String decode(byte[] bytes) throws MalformedJson {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      throw new MalformedJson("", "is not valid UTF-8");
    }
  }

  /**
   * Reads one JSON value. Refuses a key that comes twice, NaN and infinities, lone surrogates, more than
   * {@value #DEEPEST} levels, numbers of more than {@value #LONGEST_NUMBER} characters, and anything after the value.
   *
   * @param text JSON
   * @return the value
   * @throws MalformedJson if the text is not that
   */
  public static JsonNode strict(String text) throws MalformedJson {
    return tree(text, true);
  }

  /**
   * Reads one JSON value to show it to people: of a key that comes twice the last value counts, lone surrogates become
   * replacement characters, and NaN and infinities texts.
   *
   * @param text JSON, about
   * @return the value, which can be written
   * @throws MalformedJson if it cannot be made sense of
   */
  public static JsonNode lenient(String text) throws MalformedJson {
    return tree(text, false);
  }

  /**
   * A parser for callers that need no tree: refuses what {@link #strict} does, but for lone surrogates.
   *
   * @param text JSON
   * @return a parser before the first token
   */
  public static JsonParser parser(String text) {
    try {
      return UNIQUE.createParser(text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * What a parser's failure means.
   *
   * @param failure of a parser
   * @param parser which
   * @return where and what
   */
  public static MalformedJson malformed(JsonProcessingException failure, JsonParser parser) {
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    if (failure instanceof StreamConstraintsException) {
      boolean deep = parser.getParsingContext().getNestingDepth() >= DEEPEST;
      return deep
          ? new MalformedJson("", "is nested deeper than " + DEEPEST + " levels")
          : new MalformedJson(pointer, "is a number of more than " + LONGEST_NUMBER + " characters");
    }
    if (String.valueOf(failure.getOriginalMessage()).startsWith("Duplicate")) {
      return new MalformedJson(pointer, "is there twice");
    }
    return new MalformedJson("", failure.getLocation() == null
        ? "is not JSON"
        : "is not JSON: it breaks off or goes wrong at line " + failure.getLocation().getLineNr() + ", column "
            + failure.getLocation().getColumnNr());
  }

  /**
   * Writes something as JSON.
   *
   * @param writing what to write
   * @return UTF-8
   */
  public static byte[] write(Writing writing) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(1024)) {
      try (JsonGenerator generator = PLAIN.createGenerator(bytes)) {
        writing.to(generator);
      }
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Writes a tree without white space and with no more escapes than JSON asks for.
   *
   * @param tree any
   * @return JSON
   */
  public static String compact(JsonNode tree) {
    return written(tree, null);
  }

  /**
   * Writes a tree for people.
   *
   * @param tree any
   * @return JSON in lines, indented by two
   */
  public static String indented(JsonNode tree) {
    return written(tree, INDENTED.createInstance());
  }

  /**
   * Spells a text as JSON does between quotation marks.
   *
   * @param text any
   * @return with escapes, without the marks
   */
  public static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  /**
   * Spells what is not ASCII by escapes.
   *
   * @param json any
   * @return ASCII
   */
  public static String ascii(String json) {
    StringBuilder ascii = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 0x7f) {
        ascii.append(c);
      } else {
        ascii.append("\\u").append(HexFormat.of().toHexDigits(c));
      }
    }
    return ascii.toString();
  }

  /**
   * Spells lone surrogates by escapes, since UTF-8 cannot express them.
   *
   * @param json any
   * @return the same JSON, fit for UTF-8
   */
  public static String loneEscaped(String json) {
    if (json.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length() + 16);
    json.codePoints().forEach(c -> {
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        escaped.append("\\u").append(HexFormat.of().toHexDigits((char) c));
      } else {
        escaped.appendCodePoint(c);
      }
    });
    return escaped.toString();
  }

  /** Writes to a generator. */
  @FunctionalInterface
  public interface Writing {

    /**
     * Writes.
     *
     * @param generator open
     * @throws IOException from the generator
     */
    void to(JsonGenerator generator) throws IOException;
  }

  private static String written(JsonNode tree, @Nullable PrettyPrinter layout) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = PLAIN.createGenerator(text)) {
      generator.setPrettyPrinter(layout);
      TreeWriter.write(generator, tree);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static JsonNode tree(String text, boolean strict) throws MalformedJson {
    try (JsonParser parser = TREES.createParser(text)) {
      try {
        parser.nextToken();
        JsonNode tree = new TreeReader(parser, strict).read();
        if (parser.nextToken() != null) {
          throw new MalformedJson("", "has something after the JSON");
        }
        return tree;
      } catch (JsonProcessingException failure) {
        throw malformed(failure, parser);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Names are not kept in a table shared by all parsers: that table is a means of attack. Buffers are shared, since
   * those of a thread go with it, and turns have threads of their own.
   */
  private static JsonFactoryBuilder factory() {
    return new JsonFactoryBuilder().streamReadConstraints(CONSTRAINTS).disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .recyclerPool(JsonRecyclerPools.newBoundedPool(MOST_BUFFERS));
  }
}
