package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.OnEmulator;
import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.RunningServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot's whole life with everything on AWS, and with either half there. */
class AwsHomeIT {
  private static final String CODE = """
      import json, sys

      def main(event, context):
          body = json.loads(event['body'])
          print('city of', body['user'].get('full_name'))
          text = '%s %s in Python %d.%d' % ('TEXT', body['env_variables']['CITY'], *sys.version_info[:2])
          return {'statusCode': 200, 'body': json.dumps({'status': True, 'response': [text]})}
      """;

  @TempDir
  Path folder;

  @Test
  @DisplayName("everything on AWS, by the runtime that AWS runs: a bot is made, tried, released, rolled back, exported")
  @OnEmulator({Ability.DYNAMODB, Ability.S3, Ability.SSM, Ability.LAMBDA_CONTROL, Ability.LAMBDA_LAYER_BOOTSTRAP})
  void allOnAws() {
    AwsSite site = AwsSite.fresh(AwsSite.PRODUCTION);
    try (RunningServer server = site.start(folder.resolve("one"))) {
      JsonNode run = live(server.api());
      assertTrue(run.path("logs").asText().contains("city of Asha Rao"), run.toString());
      for (JsonNode service : server.api().health().path("services")) {
        assertTrue(service.path("answers").asBoolean(), service.toString());
      }
      assertEquals(4, server.api().health().path("services").size());
    }
    try (RunningServer another = site.start(folder.resolve("another"))) {
      assertEquals("first Pune in Python 3.6", text(another.api(), "production"), "nothing was kept on the machine");
      another.api().exchange(another.api().request("/bots/life?force=true").header("If-Match", "*").DELETE())
          .expect(204);
      assertEquals(404, another.api().get("/bots/life").status());
    }
  }

  @Test
  @DisplayName("everything on AWS, by the managed runtime python3.6, where that is still taken")
  @OnEmulator({Ability.DYNAMODB, Ability.S3, Ability.SSM, Ability.LAMBDA_CONTROL, Ability.LAMBDA_PYTHON36})
  void byTheManagedRuntime() {
    try (RunningServer server = AwsSite.fresh(AwsSite.MANAGED).start(folder)) {
      live(server.api());
    }
  }

  @Test
  @DisplayName("bots on AWS, node code in sandboxes of this machine")
  @OnEmulator({Ability.DYNAMODB, Ability.S3, Ability.SSM})
  void storesAlone() {
    try (RunningServer server = AwsSite.fresh().start(folder, Map.of("TRAINYARD_ENGINE", "local"))) {
      live(server.api());
      assertEquals(3, server.api().health().path("services").size());
    }
  }

  @Test
  @DisplayName("bots on this machine, node code on Lambda")
  @OnEmulator({Ability.LAMBDA_CONTROL, Ability.LAMBDA_LAYER_BOOTSTRAP})
  void engineAlone() {
    try (RunningServer server = AwsSite.fresh().start(folder, Map.of("TRAINYARD_STORE", "local"))) {
      live(server.api());
      assertEquals("Lambda", server.api().health().at("/services/0/name").asText());
    }
  }

  /** From nothing to a production that was rolled back to "first"; gives what the Run answered. */
  private static JsonNode live(Api api) {
    api.put("/bots/life", "{\"title\": \"A life\"}").expect(201);
    api.put("/bots/life/nodes/ASK", "{}").expect(201);
    api.put("/bots/life/variables/CITY", "{\"staging\": \"Testville\", \"production\": \"{{Delhi}}\"}").expect(201);
    JsonNode saved = api.save("life", "ASK", "def main(:\n").expect(201).json();
    assertEquals(1, saved.at("/problems/0/line").asInt(), saved.toString());
    assertEquals("refused", api.train("life").path("state").asText());

    api.save("life", "ASK", code("first")).expect(200);
    JsonNode run = api.post("/bots/life/nodes/ASK/runs",
        "{\"sample\": {\"entities\": {}, \"user_data\": {\"full_name\": \"Asha Rao\"}}}").expect(200).json();
    assertEquals("first Testville in Python 3.6", run.at("/messages/0/text").asText(), run.toString());

    assertEquals(1, train(api));
    assertEquals("first Testville in Python 3.6", text(api, "staging"));
    api.post("/bots/life/transfers", "{}").expect(200);
    assertEquals("first {{Delhi}} in Python 3.6", text(api, "production"));

    api.save("life", "ASK", code("second")).expect(200);
    assertEquals(2, train(api));
    assertEquals(2, train(api), "nothing changed");
    assertEquals("first {{Delhi}} in Python 3.6", text(api, "production"), "production waits for its transfer");
    api.post("/bots/life/transfers", "{}").expect(200);
    assertEquals("second {{Delhi}} in Python 3.6", text(api, "production"));
    api.put("/bots/life/variables/CITY", "{\"production\": \"Pune\"}", "*").expect(200);
    assertEquals("second Pune in Python 3.6", text(api, "production"), "a variable holds from the next turn on");
    api.post("/bots/life/stages/production/rollbacks", "{}").expect(200);
    assertEquals("first Pune in Python 3.6", text(api, "production"));

    JsonNode export = api.get("/bots/life/export").expect(200).json();
    assertEquals(code("second"), export.at("/nodes/0/code").asText());
    assertTrue(export.toString().indexOf("Pune") < 0 && export.toString().indexOf("Testville") < 0,
        "no value of a variable is exported");
    api.post("/bots/import?into=copy", export.toString()).expect(201);
    assertEquals(code("second"), api.get("/bots/copy/nodes/ASK/code").expect(200).json().path("code").asText());
    return run;
  }

  private static String code(String text) {
    return CODE.replace("'TEXT'", "'" + text + "'");
  }

  private static int train(Api api) {
    JsonNode training = api.train("life");
    assertEquals("succeeded", training.path("state").asText(), training.toString());
    return training.path("release").asInt();
  }

  private static String text(Api api, String stage) {
    JsonNode turn = api.turn("life", stage, "ASK", "{\"user\": {\"full_name\": \"Asha Rao\"}}").expect(200).json();
    assertEquals("reply", turn.path("outcome").asText(), turn.toString());
    return turn.at("/messages/0/text").asText();
  }
}
