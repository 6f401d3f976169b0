package dev.trainyard.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Payload;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import dev.trainyard.turn.Masking;

/** What a run gave, as a person reads it. Pure. */
final class RunOutput {
  private RunOutput() {
  }

  /**
   * Shows an invocation.
   *
   * @param invocation of a draft
   * @param masking hides values in faults
   * @return the body of the result, indented; where there is none, what there is instead
   */
  static String of(Invocation invocation, Masking masking) {
    return switch (invocation) {
      case Invocation.Returned returned -> body(returned.result());
      case Invocation.Errored errored -> masking.hide(fault(errored.error()));
      case Invocation.Ended ended -> masking.hide(ended.message());
      case Invocation.Unavailable unavailable -> masking.hide(unavailable.message());
      case Invocation.Overloaded _ -> "";
    };
  }

  private static String body(Payload result) {
    try {
      JsonNode returned = JsonText.lenient(result.text());
      JsonNode body = returned.path("body");
      if (!body.isTextual()) {
        return JsonText.indented(returned);
      }
      try {
        return JsonText.indented(JsonText.lenient(body.textValue()));
      } catch (MalformedJson text) {
        return body.textValue();
      }
    } catch (MalformedJson unreadable) {
      return result.text();
    }
  }

  private static String fault(Payload error) {
    try {
      JsonNode fault = JsonText.lenient(error.text());
      if (fault instanceof ObjectNode object) {
        object.remove("stage");
      }
      return JsonText.indented(fault);
    } catch (MalformedJson unreadable) {
      return error.text();
    }
  }
}
