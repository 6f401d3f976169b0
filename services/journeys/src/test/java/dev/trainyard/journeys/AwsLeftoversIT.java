package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.AwsFaults;
import dev.trainyard.aws.emulator.FaultProxy;
import dev.trainyard.aws.emulator.OnEmulator;
import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.Poll;
import dev.trainyard.journeys.driver.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deleted bot leaves on AWS: nothing that costs, whoever dies in between. */
@OnEmulator({Ability.DYNAMODB, Ability.S3, Ability.SSM, Ability.LAMBDA_CONTROL, Ability.LAMBDA_LAYER_BOOTSTRAP})
class AwsLeftoversIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir
  Path folder;

  @Test
  @DisplayName("C8.7 killed right after a bot's deletion: the next server removes its functions and parameters, no others")
  void aDeletedBotGoes() {
    AwsSite site = AwsSite.fresh();
    try (FaultProxy aws = FaultProxy.before(AwsSite.endpoint())) {
      // Without the rehearsal beside a first start, which outlives the server that is killed.
      Map<String, String> atOnce = Map.of("AWS_ENDPOINT_URL", aws.endpoint().toString(), "TRAINYARD_LEFTOVER_MINUTES",
          "0", "TRAINYARD_AOT_CACHE", "false");
      RunningServer doomed = site.start(folder, atOnce);
      Set<String> ofGone;
      try {
        fill(doomed.api(), "gone");
        ofGone = functions(aws);
        assertEquals(3, ofGone.size(), ofGone.toString());
        fill(doomed.api(), "staying");
        // Its last breath: nothing beyond the note of the deletion gets through.
        aws.always("dynamodb:BatchWriteItem", AwsFaults.denied("dynamodb:BatchWriteItem"));
        doomed.api().exchange(doomed.api().request("/bots/gone?force=true").header("If-Match", "*").DELETE())
            .expect(503);
      } finally {
        doomed.kill();
      }
      assertEquals(0, aws.count("lambda:DeleteFunction"));
      aws.pass();
      try (RunningServer next = site.start(folder, atOnce)) {
        assertEquals(404, next.api().get("/bots/gone").status());
        Poll.until("the functions of the deleted bot are removed", Duration.ofSeconds(90),
            () -> removed(aws).containsAll(ofGone));
        Poll.until("its values are removed", PATIENCE, () -> aws.count("ssm:DeleteParameters") > 0);
        assertEquals("hi", text(next.api()), "the other bot's functions stay");
        assertTrue(removed(aws).stream().noneMatch(name -> name.contains("staying")));
      }
    }
  }

  /** A node that is released and was run, and one that was only run: three functions. */
  private static void fill(Api api, String bot) {
    api.put("/bots/" + bot, "{}").expect(201);
    api.put("/bots/" + bot + "/variables/KEY", "{\"staging\": \"value\"}").expect(201);
    api.put("/bots/" + bot + "/nodes/N", "{}").expect(201);
    api.save(bot, "N", Nodes.replying("hi")).expect(201);
    run(api, bot, "N");
    assertEquals("succeeded", api.train(bot).path("state").asText());
    api.put("/bots/" + bot + "/nodes/TRIED", "{}").expect(201);
    api.save(bot, "TRIED", Nodes.replying("tried")).expect(201);
    run(api, bot, "TRIED");
  }

  private static void run(Api api, String bot, String node) {
    JsonNode run = api.post("/bots/" + bot + "/nodes/" + node + "/runs",
        "{\"sample\": {\"entities\": {}, \"user_data\": {}}}").expect(200).json();
    assertEquals("reply", run.path("outcome").asText(), run.toString());
  }

  private static String text(Api api) {
    return api.turn("staying", "staging", "N", "{}").expect(200).json().at("/messages/0/text").asText();
  }

  /** The names of all functions that were made. */
  private static Set<String> functions(FaultProxy aws) {
    return aws.calls().stream().filter(call -> call.is("lambda:CreateFunction"))
        .map(call -> call.text().replaceFirst("(?s).*\"FunctionName\":\"([^\"]+)\".*", "$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names of functions that were removed whole. */
  private static Set<String> removed(FaultProxy aws) {
    return aws.calls().stream().filter(call -> call.is("lambda:DeleteFunction") && !call.path().contains("Qualifier"))
        .map(call -> call.path().replaceFirst(".*/functions/", "")).collect(Collectors.toCollection(TreeSet::new));
  }
}
