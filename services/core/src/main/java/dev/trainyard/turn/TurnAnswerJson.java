package dev.trainyard.turn;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.engine.Usage;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.TreeWriter;
import dev.trainyard.turn.TurnOutcome.BotBreak;
import dev.trainyard.turn.TurnOutcome.Reply;
import dev.trainyard.turn.TurnOutcome.StackFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** An answer as its caller gets it. Pure. */
public final class TurnAnswerJson {
  private TurnAnswerJson() {
  }

  /**
   * Writes an answer.
   *
   * @param answer any
   * @return JSON in UTF-8
   */
  public static byte[] write(TurnAnswer answer) {
    return JsonText.write(generator -> {
      generator.writeStartObject();
      generator.writeStringField("outcome", outcome(answer.outcome()));
      generator.writeStringField("request_id", answer.requestId());
      generator.writeStringField("node", answer.node().value());
      generator.writeNumberField("release", answer.release());
      switch (answer.outcome()) {
        case Reply reply -> {
          writeReply(generator, reply);
          generator.writeStringField("next_state", answer.nextState(reply));
        }
        case BotBreak broken -> {
          writeBreak(generator, broken);
          generator.writeFieldName("messages");
          TreeWriter.write(generator, answer.breakMessages());
          generator.writeStringField("action", answer.action());
        }
      }
      writeTimings(generator, answer.usage(), answer.total());
      generator.writeEndObject();
    });
  }

  /**
   * Which outcome it is, as callers see it.
   *
   * @param outcome any
   * @return {@code reply} or {@code bot_break}
   */
  public static String outcome(TurnOutcome outcome) {
    return switch (outcome) {
      case Reply _ -> "reply";
      case BotBreak _ -> "bot_break";
    };
  }

  /**
   * Writes the members that tell of a bot break into an open object.
   *
   * @param generator within an object
   * @param broken the outcome
   * @throws IOException from the generator
   */
  public static void writeBreak(JsonGenerator generator, BotBreak broken) throws IOException {
    generator.writeStringField("cause", broken.cause().text());
    generator.writeStringField("fault", broken.cause().fault().text());
    generator.writeStringField("ran", broken.ran().name().toLowerCase(Locale.ROOT));
    generator.writeStringField("error_type", broken.errorType().orElse(null));
    generator.writeStringField("message", broken.message());
    if (broken.line().isPresent()) {
      generator.writeNumberField("line", broken.line().getAsInt());
    } else {
      generator.writeNullField("line");
    }
    generator.writeArrayFieldStart("stack");
    for (StackFrame frame : broken.stack()) {
      generator.writeStartObject();
      generator.writeStringField("file", frame.file());
      generator.writeNumberField("line", frame.line());
      generator.writeStringField("function", frame.function());
      generator.writeStringField("source", frame.source());
      generator.writeEndObject();
    }
    generator.writeEndArray();
  }

  /**
   * Writes the member that tells of time into an open object: milliseconds, to the microsecond.
   *
   * @param generator within an object
   * @param usage of the invocation
   * @param total from admission to answer
   * @throws IOException from the generator
   */
  public static void writeTimings(JsonGenerator generator, Usage usage, Duration total) throws IOException {
    generator.writeObjectFieldStart("timings_ms");
    writeMillis(generator, "queue", usage.queue());
    writeMillis(generator, "start", usage.start());
    writeMillis(generator, "run", usage.run());
    writeMillis(generator, "total", total);
    generator.writeEndObject();
  }

  private static void writeReply(JsonGenerator generator, Reply reply) throws IOException {
    generator.writeBooleanField("status", reply.status());
    generator.writeFieldName("response");
    TreeWriter.write(generator, reply.response());
    generator.writeFieldName("messages");
    TreeWriter.write(generator, reply.messages());
    writeState(generator, "conversation_details", reply.conversationDetails());
    writeState(generator, "user_details", reply.userDetails());
  }

  private static void writeState(JsonGenerator generator, String name, Optional<JsonNode> state) throws IOException {
    if (state.isPresent()) {
      generator.writeFieldName(name);
      TreeWriter.write(generator, state.get());
    }
  }

  private static void writeMillis(JsonGenerator generator, String name, Duration duration) throws IOException {
    long micros = duration.toNanos() / 1000;
    generator.writeFieldName(name);
    if (micros % 1000 == 0) {
      generator.writeNumber(micros / 1000);
    } else {
      String thousandths = String.valueOf(1000 + micros % 1000).substring(1);
      int digits = thousandths.endsWith("00") ? 1 : thousandths.endsWith("0") ? 2 : 3;
      generator.writeNumber(micros / 1000 + "." + thousandths.substring(0, digits));
    }
  }
}
