package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.FaultProxy;
import dev.trainyard.aws.emulator.OnEmulator;
import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.Poll;
import dev.trainyard.journeys.driver.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy is killed in the middle of a training. */
class AwsCrashIT {
  private static final int NODES = 14;

  @TempDir
  Path folder;

  @Test
  @DisplayName("C8.5 killed while training: stages stay whole, another copy trains on and publishes nothing twice")
  @OnEmulator({Ability.DYNAMODB, Ability.S3, Ability.SSM, Ability.LAMBDA_CONTROL, Ability.LAMBDA_LAYER_BOOTSTRAP})
  void killedWhileTraining() {
    AwsSite site = AwsSite.fresh();
    RunningServer doomed = site.start(folder.resolve("doomed"));
    try (FaultProxy counting = FaultProxy.before(AwsSite.endpoint());
        RunningServer other = site.start(folder.resolve("other"), counting.endpoint())) {
      Api api = doomed.api();
      api.put("/bots/crash", "{}").expect(201);
      saveAll(api, "first");
      assertEquals("succeeded", api.train("crash").path("state").asText());
      saveAll(api, "second");
      String id = api.post("/bots/crash/trainings", "{}").expect(202).json().path("id").asText();
      Poll.until("some nodes are published", Duration.ofSeconds(60), () -> done(doomed.api(), id) >= 2);
      int done = done(doomed.api(), id);
      doomed.kill();
      assertTrue(done < NODES, "killed too late to be of use");

      assertEquals("first", answer(other.api(), 0), "the stage is where it was");
      assertEquals("first", answer(other.api(), NODES - 1), "the stage is where it was");
      Poll.until("the dead copy's lease ends", Duration.ofSeconds(60), () -> other.api()
          .get("/bots/crash/trainings/" + id).expect(200).json().path("state").asText().equals("interrupted"));
      JsonNode again = other.api().train("crash");
      assertEquals("succeeded", again.path("state").asText(), again.toString());
      assertEquals(2, again.path("release").asInt(), "the dead copy's release never was");
      for (int node = 0; node < NODES; node++) {
        assertEquals("second", answer(other.api(), node));
      }
      int published = counting.count("lambda:UpdateFunctionCode");
      assertTrue(published <= NODES - done, published + " published again of " + NODES + ", " + done + " were done");
      assertTrue(Set.of(1, 2).contains(other.api().get("/bots/crash/stages").expect(200).json()
          .at("/staging/release").asInt()));
    } finally {
      doomed.close();
    }
  }

  private static int done(Api api, String training) {
    return api.get("/bots/crash/trainings/" + training).expect(200).json().at("/progress/done").asInt();
  }

  private static void saveAll(Api api, String text) {
    for (int node = 0; node < NODES; node++) {
      if (text.equals("first")) {
        api.put("/bots/crash/nodes/N" + node, "{}").expect(201);
      }
      assertTrue(api.save("crash", "N" + node, Nodes.replying(text)).status() < 300);
    }
  }

  private static String answer(Api api, int node) {
    JsonNode turn = api.turn("crash", "staging", "N" + node, "{}").expect(200).json();
    assertEquals("reply", turn.path("outcome").asText(), turn.toString());
    return turn.at("/messages/0/text").asText();
  }
}
