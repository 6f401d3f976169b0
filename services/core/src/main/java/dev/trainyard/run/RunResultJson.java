package dev.trainyard.run;

import dev.trainyard.json.JsonText;
import dev.trainyard.json.TreeWriter;
import dev.trainyard.turn.TurnAnswerJson;
import dev.trainyard.turn.TurnOutcome;

/** A run's result as its caller gets it. Pure. */
public final class RunResultJson {
  private RunResultJson() {
  }

  /**
   * Writes a result.
   *
   * @param result any
   * @return JSON in UTF-8
   */
  public static byte[] write(RunResult result) {
    return JsonText.write(generator -> {
      generator.writeStartObject();
      generator.writeStringField("outcome", TurnAnswerJson.outcome(result.outcome()));
      generator.writeStringField("request_id", result.requestId());
      generator.writeNumberField("revision", result.revision());
      generator.writeBooleanField("stopped", result.stopped());
      generator.writeStringField("output", result.output());
      generator.writeStringField("logs", result.logs());
      if (result.outcome() instanceof TurnOutcome.BotBreak broken) {
        generator.writeObjectFieldStart("bot_break");
        TurnAnswerJson.writeBreak(generator, broken);
        generator.writeEndObject();
      }
      generator.writeFieldName("messages");
      TreeWriter.write(generator, result.messages());
      generator.writeArrayFieldStart("warnings");
      for (String warning : result.warnings()) {
        generator.writeString(warning);
      }
      generator.writeEndArray();
      TurnAnswerJson.writeTimings(generator, result.usage(), result.total());
      generator.writeNumberField("memory_mb", result.usage().memoryMegabytes());
      generator.writeEndObject();
    });
  }
}
