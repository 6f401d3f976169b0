package dev.trainyard.local.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A supervisor's last words about a worker that has ended. They are found from their end, since half an answer, or
 * anything that node code wrote, may stand before them.
 *
 * @param reason why the worker ended
 * @param phase what it was doing
 * @param exitCode its exit status, if it exited
 * @param signal what killed it, 0 if nothing did
 * @param memoryKilobytes the most memory it used
 * @param logCut how many bytes of the log are missing
 * @param output what it wrote since its last answer
 */
record FinalReport(Reason reason, Phase phase, int exitCode, int signal, int memoryKilobytes, long logCut,
    LambdaLog.Output output) {
  private static final byte[] MAGIC = {-1, -1, -1, -1, 'T', 'Y', 'E', 'X'};
  private static final int LENGTHS = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Why a worker ended. */
  enum Reason {
    STOPPED, EXIT, SIGNAL, MEMORY, PROTOCOL
  }

  /** What a worker was doing. */
  enum Phase {
    IDLE, LOAD, RUN
  }

  /** The report of a worker that is being ended, whatever it still sends before; empty if it sends none. */
  static Optional<FinalReport> await(Connection connection) {
    try {
      while (true) {
        connection.receive();
      }
    } catch (Connection.Ended end) {
      return parse(end.tail());
    } catch (IOException broken) {
      return Optional.empty();
    }
  }

  /**
   * Reads a report.
   *
   * @param tail the last bytes of a connection
   * @return the report, if the bytes end with one
   */
  static Optional<FinalReport> parse(byte[] tail) {
    if (tail.length < LENGTHS + MAGIC.length) {
      return Optional.empty();
    }
    ByteBuffer lengths = ByteBuffer.wrap(tail, tail.length - LENGTHS, LENGTHS);
    int total = lengths.getInt();
    int fields = lengths.getInt();
    int start = tail.length - LENGTHS - total;
    if (total < 0 || fields < 0 || fields > total || start < MAGIC.length
        || !Arrays.equals(tail, start - MAGIC.length, start, MAGIC, 0, MAGIC.length)) {
      return Optional.empty();
    }
    try {
      JsonNode node = JSON.readTree(tail, start, fields);
      int log = start + fields;
      int own = log + Math.clamp(node.path("log_start").asInt(), 0, total - fields);
      return Optional.of(new FinalReport(reason(node.path("reason").asText()), phase(node.path("phase").asText()),
          node.path("exit_code").asInt(), node.path("signal").asInt(), node.path("memory_kb").asInt(),
          node.path("log_cut").asLong(), new LambdaLog.Output(tail, log, own, tail.length - LENGTHS)));
    } catch (IOException noReport) {
      return Optional.empty();
    }
  }

  private static Reason reason(String text) {
    return switch (text) {
      case "stopped" -> Reason.STOPPED;
      case "exit" -> Reason.EXIT;
      case "signal" -> Reason.SIGNAL;
      case "memory" -> Reason.MEMORY;
      default -> Reason.PROTOCOL;
    };
  }

  private static Phase phase(String text) {
    return switch (text) {
      case "load" -> Phase.LOAD;
      case "run" -> Phase.RUN;
      default -> Phase.IDLE;
    };
  }
}
