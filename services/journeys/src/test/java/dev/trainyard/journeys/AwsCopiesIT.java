package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.OnEmulator;
import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.Poll;
import dev.trainyard.journeys.driver.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two copies of the server over one table. */
class AwsCopiesIT {
  private static final List<String> NODES = List.of("A", "B");
  private static final int ROUNDS = 5;
  private static final Duration FOLLOWS = Duration.ofSeconds(5);

  @TempDir
  Path folder;

  /** One turn as its caller saw it; the numbers are of System.nanoTime. */
  private record Seen(int release, String text, long asked, long answered) {
  }

  /** A pointer's move as the one who asked for it saw it. */
  private record Moved(int release, long asked, long done) {
  }

  @Test
  @DisplayName("C8.5 what one copy trains the other serves within 5 s, forwards only, and no turn mixes releases")
  @OnEmulator({Ability.DYNAMODB, Ability.S3, Ability.SSM, Ability.LAMBDA_CONTROL, Ability.LAMBDA_LAYER_BOOTSTRAP})
  void oneCopyFollowsTheOther() throws Exception {
    AwsSite site = AwsSite.fresh();
    try (RunningServer first = site.start(folder.resolve("first"));
        RunningServer second = site.start(folder.resolve("second"));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<Integer, String> textOfRelease = new ConcurrentHashMap<>();
      first.api().put("/bots/pair", "{}").expect(201);
      NODES.forEach(node -> first.api().put("/bots/pair/nodes/" + node, "{}").expect(201));
      List<Moved> moves = new ArrayList<>();
      moves.add(release(first.api(), 0, textOfRelease));
      Poll.until("the second copy knows the bot", FOLLOWS,
          () -> second.api().turn("pair", "staging", "A", "{}").status() == 200);

      AtomicBoolean over = new AtomicBoolean();
      List<List<Seen>> seen = new ArrayList<>();
      List<Future<?>> work = new ArrayList<>();
      for (RunningServer copy : List.of(first, second, first, second)) {
        List<Seen> mine = Collections.synchronizedList(new ArrayList<>());
        String node = NODES.get(seen.size() % NODES.size());
        seen.add(mine);
        work.add(callers.submit(() -> {
          while (!over.get()) {
            mine.add(observe(copy.api(), node));
          }
        }));
      }
      for (int round = 1; round <= ROUNDS; round++) {
        Moved move = release(round % 2 == 0 ? first.api() : second.api(), round, textOfRelease);
        moves.add(move);
        for (List<Seen> each : seen) {
          Poll.until("each copy serves release " + move.release(), FOLLOWS.plusSeconds(2),
              () -> !each.isEmpty() && each.getLast().release() >= move.release());
        }
      }
      over.set(true);
      for (Future<?> caller : work) {
        caller.get();
      }
      seen.forEach(each -> judge(each, moves, textOfRelease));
    }
  }

  @Test
  @DisplayName("C8.1 however many copies are asked to train at once, one training runs, and the others are told which")
  @OnEmulator({Ability.DYNAMODB, Ability.S3, Ability.SSM, Ability.LAMBDA_CONTROL, Ability.LAMBDA_LAYER_BOOTSTRAP})
  void oneTrainingAcrossCopies() throws Exception {
    AwsSite site = AwsSite.fresh();
    try (RunningServer first = site.start(folder.resolve("first"));
        RunningServer second = site.start(folder.resolve("second"));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Api api = first.api();
      api.put("/bots/pair", "{}").expect(201);
      for (int node = 0; node < 4; node++) {
        api.put("/bots/pair/nodes/N" + node, "{}").expect(201);
        api.save("pair", "N" + node, Nodes.replying("text")).expect(201);
      }
      List<Callable<Api.Answer>> asked = new ArrayList<>();
      for (int caller = 0; caller < 8; caller++) {
        Api each = caller % 2 == 0 ? first.api() : second.api();
        asked.add(() -> each.post("/bots/pair/trainings", "{}"));
      }
      List<String> begun = new ArrayList<>();
      for (Future<Api.Answer> answer : callers.invokeAll(asked)) {
        Api.Answer each = answer.get();
        if (each.status() == 202) {
          begun.add(each.json().path("id").asText());
        } else {
          assertEquals("training_running", each.expect(409).json().path("code").asText());
        }
      }
      assertEquals(1, begun.size(), begun.toString());
      String training = "/bots/pair/trainings/" + begun.getFirst();
      Poll.until("the other copy sees the end", Duration.ofSeconds(60),
          () -> second.api().get(training).expect(200).json().path("state").asText().equals("succeeded"));
      assertEquals(1, second.api().get("/bots/pair/releases").expect(200).json().path("items").size());
    }
  }

  private static Moved release(Api api, int round, Map<Integer, String> textOfRelease) {
    String text = "round " + round;
    NODES.forEach(node -> assertTrue(api.save("pair", node, Nodes.replying(text)).status() < 300));
    long asked = System.nanoTime();
    JsonNode training = api.train("pair");
    assertEquals("succeeded", training.path("state").asText(), training.toString());
    int release = training.path("release").asInt();
    textOfRelease.put(release, text);
    return new Moved(release, asked, System.nanoTime());
  }

  private static Seen observe(Api api, String node) {
    long asked = System.nanoTime();
    JsonNode turn = api.turn("pair", "staging", node, "{}").expect(200).json();
    assertEquals("reply", turn.path("outcome").asText(), turn.toString());
    return new Seen(turn.path("release").asInt(), turn.at("/messages/0/text").asText(), asked, System.nanoTime());
  }

  private static void judge(List<Seen> turns, List<Moved> moves, Map<Integer, String> textOfRelease) {
    int before = 0;
    for (Seen turn : turns) {
      assertEquals(textOfRelease.get(turn.release()), turn.text(), "one whole release");
      assertTrue(turn.release() >= before, "release " + turn.release() + " after " + before);
      before = turn.release();
      for (Moved move : moves) {
        if (turn.asked() - move.done() > FOLLOWS.toNanos()) {
          assertTrue(turn.release() >= move.release(), "still on " + turn.release() + " five seconds after a move to "
              + move.release());
        }
        if (turn.answered() < move.asked()) {
          assertTrue(turn.release() < move.release(), "on " + turn.release() + " before it was asked for");
        }
      }
    }
    assertTrue(turns.size() > moves.size(), "under load");
  }
}
