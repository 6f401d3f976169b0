package dev.trainyard.local.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Invocation.Cause;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Ran;
import dev.trainyard.engine.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a worker answered to one invocation, or that it has loaded its code; the fields stand in the message as
 * {@code turn_frames.py} says. Immutable.
 */
final class TurnAnswer {
  private static final ObjectMapper TREES = new ObjectMapper();
  private static final int OK = 1;
  private static final int LOADED = 2;
  private static final int RETIRE = 4;
  private static final int FIRST = 8;
  private static final int NOTICE = 16;
  private static final int FIELDS = 37;
  private static final int SUSPICIOUS = 64 * 1024;
  private static final byte NEVER_IN_UTF8 = -1;

  private final byte[] bytes;
  private final int flags;
  private final boolean followed;
  private final String id;
  private final long runMicros;
  private final long loadMicros;
  private final int memoryKilobytes;
  private final long logCut;
  private final int result;
  private final LambdaLog.Output output;

  private TurnAnswer(Connection.Message message) throws IOException {
    ByteBuffer fields = ByteBuffer.wrap(message.bytes());
    bytes = message.bytes();
    followed = message.followed();
    flags = fields.get();
    runMicros = fields.getLong();
    loadMicros = fields.getLong();
    memoryKilobytes = fields.getInt();
    int ownOutput = fields.getInt();
    logCut = fields.getLong();
    int resultBytes = fields.getInt();
    id = new String(bytes, FIELDS, message.headerBytes() - FIELDS, StandardCharsets.UTF_8);
    result = message.headerBytes();
    if (runMicros < 0 || loadMicros < 0 || memoryKilobytes < 0 || logCut < 0 || ownOutput < 0 || resultBytes < 0
        || resultBytes > bytes.length - result || ownOutput > bytes.length - result - resultBytes) {
      throw new IOException("an answer with impossible numbers");
    }
    int log = result + resultBytes;
    output = new LambdaLog.Output(bytes, log, log + ownOutput, bytes.length);
    if (resultBytes > SUSPICIOUS && holdsReport()) {
      throw new IOException("a report in the middle of a result");
    }
  }

  /**
   * Reads an answer.
   *
   * @throws IOException when it is none; then the worker is of no further use
   */
  static TurnAnswer parse(Connection.Message message) throws IOException {
    if (message.headerBytes() < FIELDS) {
      throw new IOException("an answer without its fields");
    }
    return new TurnAnswer(message);
  }

  /** A long result may have been cut off, so that the final report fills its place. */
  private boolean holdsReport() {
    for (int at = result; at < output.from(); at++) {
      if (bytes[at] == NEVER_IN_UTF8) {
        return true;
      }
    }
    return false;
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }

  boolean isNotice() {
    return has(NOTICE);
  }

  /** Whether the result was over the limit, so that a fault took its place. */
  private boolean isTooLarge() throws IOException {
    int size = output.from() - result;
    if (ok() || size > SUSPICIOUS) {
      return false;
    }
    JsonNode fault = TREES.readTree(bytes, result, size);
    return fault.path("stage").asText().equals("result")
        && fault.path("errorType").asText().equals("Function.ResponseSizeTooLarge");
  }

  String id() {
    return id;
  }

  boolean ok() {
    return has(OK);
  }

  boolean retires() {
    return has(RETIRE) || !has(LOADED) || followed;
  }

  long runMicros() {
    return runMicros;
  }

  int memoryKilobytes() {
    return memoryKilobytes;
  }

  private Payload result() {
    return Payload.of(Arrays.copyOfRange(bytes, result, output.from()));
  }

  /**
   * What the invocation became.
   *
   * @param version of the function, for the log
   * @param memoryMegabytes its limit
   * @param usage what it took
   */
  Invocation outcome(String version, int memoryMegabytes, Usage usage) throws IOException {
    LambdaLog.Took took = new LambdaLog.Took(runMicros, has(FIRST) ? loadMicros : -1, memoryMegabytes,
        usage.memoryMegabytes());
    InvocationLog log = new InvocationLog(LambdaLog.of(id, version, output, "", took), logCut);
    if (ok()) {
      return new Invocation.Returned(result(), log, usage);
    }
    return isTooLarge()
        ? new Invocation.Ended(Cause.RESPONSE_TOO_LARGE, "The response is larger than AWS Lambda lets through: 6 MB.",
            Ran.YES, log, usage)
        : new Invocation.Errored(result(), log, usage);
  }
}
