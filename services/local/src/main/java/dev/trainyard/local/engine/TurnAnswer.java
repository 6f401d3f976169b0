package dev.trainyard.local.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Invocation.Cause;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Ran;
import dev.trainyard.engine.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a worker answered to one invocation, or that it has loaded its code. Not thread-safe. */
final class TurnAnswer {
  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper TREES = new ObjectMapper();
  private static final int SUSPICIOUS = 64 * 1024;
  private static final byte NEVER_IN_UTF8 = -1;

  private String id = "";
  private String notice = "";
  private boolean ok;
  private boolean retires;
  private long loadMicros;
  private long runMicros;
  private int memoryKilobytes;
  private long logCut;
  private int[] sizes = {};
  private byte[] blobs = {};

  private TurnAnswer() {
  }

  /**
   * Reads an answer.
   *
   * @throws IOException when it is none; then the worker is of no further use
   */
  static TurnAnswer parse(Connection.Message message) throws IOException {
    TurnAnswer answer = new TurnAnswer();
    answer.blobs = message.blobs();
    try (JsonParser parser = JSON.createParser(message.header())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("an answer's header must be an object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        answer.take(name, parser.nextToken(), parser);
      }
    }
    answer.check();
    answer.retires |= message.followed();
    return answer;
  }

  private void take(String name, JsonToken value, JsonParser parser) throws IOException {
    switch (name) {
      case "id" -> id = parser.getText();
      case "notice" -> notice = parser.getText();
      case "ok" -> ok = value == JsonToken.VALUE_TRUE;
      case "retire" -> retires |= value == JsonToken.VALUE_TRUE;
      case "loaded" -> retires |= value == JsonToken.VALUE_FALSE;
      case "init_us" -> loadMicros = parser.getLongValue();
      case "run_us" -> runMicros = parser.getLongValue();
      case "memory_kb" -> memoryKilobytes = parser.getIntValue();
      case "log_cut" -> logCut = parser.getLongValue();
      case "blobs" -> sizes = sizes(parser);
      default -> parser.skipChildren();
    }
  }

  private static int[] sizes(JsonParser parser) throws IOException {
    int[] found = new int[2];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count == found.length) {
        throw new IOException("an answer has two blobs");
      }
      found[count++] = parser.getIntValue();
    }
    return Arrays.copyOf(found, count);
  }

  private void check() throws IOException {
    long total = 0;
    for (int size : sizes) {
      if (size < 0) {
        throw new IOException("a blob of a negative size");
      }
      total += size;
    }
    if (total != blobs.length || (notice.isEmpty() && sizes.length != 2)) {
      throw new IOException("blobs that do not fill the message");
    }
    if (sizes.length == 2 && sizes[0] > SUSPICIOUS && holdsReport()) {
      throw new IOException("a report in the middle of a result");
    }
  }

  /** A long result may have been cut off, so that the final report fills its place. */
  private boolean holdsReport() {
    for (int at = 0; at < sizes[0]; at++) {
      if (blobs[at] == NEVER_IN_UTF8) {
        return true;
      }
    }
    return false;
  }

  boolean isNotice() {
    return !notice.isEmpty();
  }

  /** Whether the result was over the limit, so that a fault took its place. */
  private boolean isTooLarge() throws IOException {
    if (ok || sizes[0] > SUSPICIOUS) {
      return false;
    }
    JsonNode fault = TREES.readTree(blobs, 0, sizes[0]);
    return fault.path("stage").asText().equals("result")
        && fault.path("errorType").asText().equals("Function.ResponseSizeTooLarge");
  }

  String id() {
    return id;
  }

  boolean ok() {
    return ok;
  }

  boolean retires() {
    return retires;
  }

  long loadMicros() {
    return loadMicros;
  }

  long runMicros() {
    return runMicros;
  }

  int memoryKilobytes() {
    return memoryKilobytes;
  }

  private Payload result() {
    return Payload.of(Arrays.copyOf(blobs, sizes[0]));
  }

  private String log() {
    return new String(blobs, sizes[0], sizes[1], StandardCharsets.UTF_8);
  }

  /** What the invocation became. */
  Invocation outcome(Usage usage) throws IOException {
    InvocationLog log = new InvocationLog(log(), logCut);
    if (ok) {
      return new Invocation.Returned(result(), log, usage);
    }
    return isTooLarge()
        ? new Invocation.Ended(Cause.RESPONSE_TOO_LARGE, "The response is larger than AWS Lambda lets through: 6 MB.",
            Ran.YES, log, usage)
        : new Invocation.Errored(result(), log, usage);
  }
}
