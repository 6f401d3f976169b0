package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.AwsFaults;
import dev.trainyard.aws.emulator.OnEmulator;
import dev.trainyard.journeys.driver.RunningServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** AWS takes python3.6 no longer, of a deployment that began with it. */
@OnEmulator({Ability.DYNAMODB, Ability.S3, Ability.SSM, Ability.LAMBDA_CONTROL, Ability.LAMBDA_PYTHON36,
    Ability.LAMBDA_LAYER_BOOTSTRAP})
class AwsEndedRuntimeIT extends FaultJourney {
  private final AwsSite before = AwsSite.fresh(AwsSite.MANAGED);

  @Override
  AwsSite site() {
    return before;
  }

  @Test
  @DisplayName("what runs goes on, nothing new is released or run, all say which setting to change; with it all goes on")
  void theRuntimeEnds() {
    aws.always("lambda:UpdateFunctionCode", AwsFaults.runtimeRefused());
    aws.always(call -> call.text().contains("python3.6") && (call.is("lambda:CreateFunction")
        || call.is("lambda:UpdateFunctionConfiguration")), AwsFaults.runtimeRefused());
    api.save("faults", "N", Nodes.replying("second")).expect(200);
    JsonNode training = api.train("faults");
    assertEquals("failed", training.path("state").asText(), training.toString());
    assertTrue(training.toString().contains("TRAINYARD_AWS_RUNTIME=provided.al2023"), training.toString());
    assertEquals(1, staging());
    assertEquals("first", text(), "AWS goes on running what it has");
    JsonNode run = api.post("/bots/faults/nodes/N/runs", "{\"sample\": {\"entities\": {}, \"user_data\": {}}}")
        .expect(200).json();
    assertEquals("engine_unavailable", run.at("/bot_break/cause").asText(), run.toString());
    assertEquals("no", run.at("/bot_break/ran").asText(), run.toString());
    assertTrue(run.toString().contains("TRAINYARD_AWS_RUNTIME=provided.al2023"), run.toString());

    server.close();
    aws.pass();
    aws.always(call -> call.text().contains("python3.6") && (call.is("lambda:CreateFunction")
        || call.is("lambda:UpdateFunctionConfiguration")), AwsFaults.runtimeRefused());
    try (RunningServer mended = new AwsSite(before.name(), before.prefix(), AwsSite.PRODUCTION).start(folder,
        aws.endpoint())) {
      assertEquals("first", mended.api().turn("faults", "staging", "N", "{}").expect(200).json()
          .at("/messages/0/text").asText());
      JsonNode again = mended.api().train("faults");
      assertEquals("succeeded", again.path("state").asText(), again.toString());
      assertEquals("second", mended.api().turn("faults", "staging", "N", "{}").expect(200).json()
          .at("/messages/0/text").asText());
    }
  }
}
