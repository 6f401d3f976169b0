package dev.trainyard.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.Precondition;
import dev.trainyard.contracts.Race;
import dev.trainyard.contracts.memory.CallHook;
import dev.trainyard.contracts.memory.CallHook.Moment;
import dev.trainyard.contracts.memory.EngineActivity.Advice;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.ManifestJson;
import dev.trainyard.release.Stage;
import dev.trainyard.release.StagePointer;
import dev.trainyard.release.StageStore;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LiveBotsTest {
  private final TurnDesk desk = new TurnDesk();

  @Test
  @DisplayName("A turn of a bot in memory touches no store")
  void noStoreOnThePath() {
    desk.save("A", TurnDesk.reply("one"));
    desk.train();
    desk.said(Stage.STAGING, "A");
    AtomicInteger calls = new AtomicInteger();
    desk.memory.hook((operation, moment) -> {
      if (!operation.startsWith("CodeStore")) {
        calls.incrementAndGet();
      }
    });
    for (int i = 0; i < 5; i++) {
      desk.said(Stage.STAGING, "A");
    }
    assertEquals(0, calls.get());
  }

  @Test
  @DisplayName("Many first turns at once read the bot once")
  void singleFlight() {
    desk.save("A", TurnDesk.reply("one"));
    desk.train();
    Map<String, Integer> calls = new ConcurrentHashMap<>();
    LiveBots other = desk.liveBots();
    desk.memory.hook(counting(calls));
    assertTrue(Race.run(16, number -> other.find(TurnDesk.BOT)).stream().allMatch(Race.Finish::won));
    assertEquals(Integer.valueOf(1), calls.get("BotStore.find"));
    assertEquals(Integer.valueOf(1), calls.get("CodeStore.get"));
  }

  @Test
  @DisplayName("C8.5 a change is seen by the next turn through the server that took it")
  void ownChanges() {
    desk.save("A", TurnDesk.reply("one"));
    desk.train();
    assertEquals("one", desk.said(Stage.STAGING, "A"));
    desk.save("A", TurnDesk.reply("two"));
    assertEquals("one", desk.said(Stage.STAGING, "A"));
    desk.train();
    assertEquals("two", desk.said(Stage.STAGING, "A"));
    desk.transfer();
    assertEquals("two", desk.said(Stage.PRODUCTION, "A"));
    desk.rollBack(Stage.STAGING);
    assertEquals("one", desk.said(Stage.STAGING, "A"));
    assertEquals("two", desk.said(Stage.PRODUCTION, "A"));
  }

  @Test
  @DisplayName("C8.5 other servers follow with their next refresh, which reads only what changed")
  void othersChanges() {
    desk.save("A", "# script: variable KEY");
    desk.variable("KEY", "first");
    desk.train();
    assertEquals("first", desk.said(Stage.STAGING, "A"));
    desk.deafen();
    desk.variable("KEY", "second");
    assertEquals("first", desk.said(Stage.STAGING, "A"));
    Map<String, Integer> calls = new ConcurrentHashMap<>();
    desk.memory.hook(counting(calls));
    desk.live.refresh();
    assertEquals(Integer.valueOf(1), calls.get("VariableStore.values"));
    assertFalse(calls.containsKey("CodeStore.get"));
    assertEquals("second", desk.said(Stage.STAGING, "A"));
    calls.clear();
    desk.live.refresh();
    assertEquals(Set.of("BotStore.find", "StageStore.pointer", "VariableStore.revision"), calls.keySet());

    desk.memory.hook(CallHook.NONE);
    desk.save("A", TurnDesk.reply("trained"));
    desk.train();
    desk.live.refresh();
    assertEquals("trained", desk.said(Stage.STAGING, "A"));
  }

  @Test
  @DisplayName("C7.4 a roll-back leaves variables as they are")
  void variablesStay() {
    desk.save("A", "# script: variable KEY");
    desk.variable("KEY", "old");
    desk.train();
    desk.save("A", TurnDesk.reply("x"));
    desk.train();
    desk.variable("KEY", "new");
    desk.rollBack(Stage.STAGING);
    assertEquals("new", desk.said(Stage.STAGING, "A"));
  }

  @Test
  @DisplayName("A store that fails breaks no turn; the next refresh catches up")
  void storeFailure() {
    desk.save("A", TurnDesk.reply("one"));
    desk.train();
    desk.said(Stage.STAGING, "A");
    desk.save("A", TurnDesk.reply("two"));
    AtomicBoolean down = new AtomicBoolean();
    desk.memory.hook((operation, moment) -> {
      if (operation.equals("StageStore.move") && moment == Moment.AFTER) {
        down.set(true);
      }
      if (down.get() && operation.equals("StageStore.pointer")) {
        throw new TrainyardException(ErrorCode.STORE_UNAVAILABLE, "down");
      }
    });
    desk.train();
    assertEquals("one", desk.said(Stage.STAGING, "A"));
    desk.live.refresh();
    assertEquals("one", desk.said(Stage.STAGING, "A"));
    assertTrue(desk.failures.contains("refresh bot clinic"), desk.failures::toString);
    LiveBots other = desk.liveBots();
    assertEquals(ErrorCode.STORE_UNAVAILABLE,
        assertThrows(TrainyardException.class, () -> other.find(TurnDesk.BOT)).code());
    down.set(false);
    desk.live.refresh();
    assertEquals("two", desk.said(Stage.STAGING, "A"));
    assertEquals(1, other.find(TurnDesk.BOT).staging().stream().count());
  }

  @Test
  @DisplayName("A change that is acknowledged while an older read is under way is not lost to it")
  void changeDuringRead() throws InterruptedException {
    desk.save("A", TurnDesk.reply("one"));
    desk.train();
    desk.said(Stage.STAGING, "A");
    desk.save("A", TurnDesk.reply("two"));
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean once = new AtomicBoolean();
    desk.memory.hook((operation, moment) -> {
      if (operation.equals("StageStore.pointer") && moment == Moment.AFTER
          && Thread.currentThread().getName().equals("slow") && once.compareAndSet(false, true)) {
        reading.countDown();
        await(goOn);
      }
    });
    Thread slow = Thread.ofPlatform().name("slow").start(desk.live::refresh);
    assertTrue(reading.await(10, TimeUnit.SECONDS));
    Thread change = Thread.ofPlatform().name("change").start(desk::train);
    change.join(Duration.ofMillis(100));
    assertEquals("one", desk.said(Stage.STAGING, "A"), "turns do not wait for either");
    goOn.countDown();
    slow.join();
    change.join();
    assertEquals("two", desk.said(Stage.STAGING, "A"));
  }

  @Test
  @DisplayName("A deleted bot is gone at once, and one made anew under its name has nothing of it")
  void deletion() {
    desk.save("A", TurnDesk.reply("one"));
    desk.train();
    desk.said(Stage.STAGING, "A");
    BotId first = desk.bots.find(TurnDesk.BOT).id();
    desk.bots.delete(TurnDesk.BOT, new Precondition.Any(), true);
    assertEquals(ErrorCode.NOT_FOUND, refusal(Stage.STAGING));
    assertEquals(new Advice(Set.of(), Set.of()), desk.engine.activity().advice(first).orElseThrow());
    desk.bots.put(TurnDesk.BOT, BotSettings.DEFAULT, new Precondition.None());
    assertEquals(ErrorCode.NOT_RELEASED, refusal(Stage.STAGING));
    desk.save("A", TurnDesk.reply("anew"));
    desk.train();
    assertEquals("anew", desk.said(Stage.STAGING, "A"));
    assertEquals(1, desk.turn(Stage.STAGING, "A").release());
  }

  @Test
  @DisplayName("Another server's deletion and recreation are followed as well")
  void othersRecreation() {
    desk.save("A", TurnDesk.reply("one"));
    desk.train();
    desk.save("A", TurnDesk.reply("two"));
    desk.train();
    desk.said(Stage.STAGING, "A");
    desk.deafen();
    BotId first = desk.bots.find(TurnDesk.BOT).id();
    desk.bots.delete(TurnDesk.BOT, new Precondition.Any(), true);
    desk.bots.put(TurnDesk.BOT, BotSettings.DEFAULT, new Precondition.None());
    desk.save("A", TurnDesk.reply("anew"));
    desk.train();
    desk.live.refresh();
    assertEquals("anew", desk.said(Stage.STAGING, "A"));
    assertEquals(Set.of(), desk.engine.activity().advice(first).orElseThrow().serving());
    desk.bots.delete(TurnDesk.BOT, new Precondition.Any(), true);
    desk.live.refresh();
    assertEquals(ErrorCode.NOT_FOUND, refusal(Stage.STAGING));
  }

  @Test
  @DisplayName("The engine is advised of what serves and of what a roll-back would need")
  void advice() {
    desk.save("A", TurnDesk.reply("one"));
    desk.train();
    desk.transfer();
    desk.save("A", TurnDesk.reply("two"));
    desk.train();
    desk.save("A", TurnDesk.reply("three"));
    desk.train();
    List<FunctionVersion> published = desk.engine.activity().publishes();
    Advice advice = desk.engine.activity().advice(desk.bots.find(TurnDesk.BOT).id()).orElseThrow();
    assertEquals(codes(Set.of(published.getFirst(), published.getLast())), codes(advice.serving()));
    assertEquals(1, advice.fallback().size());
    assertFalse(advice.serving().containsAll(advice.fallback()));
  }

  @Test
  @DisplayName("An unknown name is remembered for a second, and found once it is there")
  void unknownNames() {
    BotName name = new BotName("nobody");
    Map<String, Integer> calls = new ConcurrentHashMap<>();
    desk.memory.hook(counting(calls));
    for (int i = 0; i < 10; i++) {
      assertThrows(TrainyardException.class, () -> desk.live.find(name));
    }
    assertEquals(Integer.valueOf(1), calls.get("BotStore.find"));
    desk.bots.put(name, BotSettings.DEFAULT, new Precondition.None());
    assertEquals(name, desk.live.find(name).bot().name());

    BotName others = new BotName("others");
    assertThrows(TrainyardException.class, () -> desk.live.find(others));
    desk.deafen();
    desk.bots.put(others, BotSettings.DEFAULT, new Precondition.None());
    assertThrows(TrainyardException.class, () -> desk.live.find(others));
    desk.later(Duration.ofSeconds(2));
    assertEquals(others, desk.live.find(others).bot().name());
  }

  @Test
  @DisplayName("A bot without turns is forgotten after its rest, and read anew")
  void rest() {
    desk.save("A", TurnDesk.reply("one"));
    desk.train();
    desk.said(Stage.STAGING, "A");
    desk.live.refresh();
    desk.later(Duration.ofMinutes(9));
    desk.said(Stage.STAGING, "A");
    desk.live.refresh();
    desk.later(Duration.ofMinutes(9));
    desk.live.refresh();
    assertEquals(1, desk.live.size());
    desk.later(Duration.ofMinutes(2));
    desk.live.refresh();
    assertEquals(0, desk.live.size());
    assertEquals("one", desk.said(Stage.STAGING, "A"));
  }

  @Test
  @DisplayName("C8.5 no turn mixes two releases while they change")
  void wholeReleases() throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    desk.save("A", TurnDesk.reply("0"));
    desk.train();
    Set<String> wrong = ConcurrentHashMap.newKeySet();
    AtomicInteger turns = new AtomicInteger();
    List<Thread> callers = Stream.generate(() -> Thread.ofVirtual().start(() -> {
      int last = 0;
      while (!over.get()) {
        TurnAnswer answer = desk.turn(Stage.STAGING, "A");
        String said = TurnDesk.said(answer);
        if (Integer.parseInt(said) != answer.release() - 1 || answer.release() < last) {
          wrong.add(said + " by release " + answer.release() + " after " + last);
        }
        last = answer.release();
        turns.incrementAndGet();
      }
    })).limit(4).toList();
    for (int i = 1; i <= 30; i++) {
      desk.save("A", TurnDesk.reply(String.valueOf(i)));
      desk.train();
      desk.live.refresh();
    }
    over.set(true);
    for (Thread caller : callers) {
      caller.join();
    }
    assertEquals(Set.of(), wrong);
    assertTrue(turns.get() > 0);
  }

  @Test
  @DisplayName("C8.5 a pointer never goes back, whatever an older answer of a store says")
  void pointersGoForward() {
    desk.save("A", TurnDesk.reply("one"));
    desk.train();
    BotId bot = desk.bots.find(TurnDesk.BOT).id();
    StagePointer old = desk.stores.stages().pointer(bot, Stage.STAGING);
    desk.save("A", TurnDesk.reply("two"));
    desk.train();
    AtomicBoolean late = new AtomicBoolean();
    StageStore stages = (StageStore) Proxy.newProxyInstance(getClass().getClassLoader(),
        new Class<?>[]{StageStore.class}, (proxy, method, arguments) -> late.get() && arguments[1] == Stage.STAGING
            ? old
            : method.invoke(desk.stores.stages(), arguments));
    LiveBotReader reader = new LiveBotReader(desk.stores.bots(), stages, desk.stores.releases(), desk.stores.codes(),
        desk.stores.variables(), ManifestJson::read, (what, cause) -> desk.failures.add(what));
    LiveBots live = new LiveBots(reader, desk.engine, desk.clock, Duration.ofMinutes(1),
        (what, cause) -> desk.failures.add(what));
    assertEquals(2, live.find(TurnDesk.BOT).staging().orElseThrow().release());
    late.set(true);
    live.refresh();
    live.changed(TurnDesk.BOT);
    assertEquals(2, live.find(TurnDesk.BOT).staging().orElseThrow().release());
    assertEquals(List.of(), desk.failures);
  }

  private ErrorCode refusal(Stage stage) {
    return assertThrows(TrainyardException.class,
        () -> desk.turns.take(TurnDesk.BOT, stage, new NodeName("A"), "{}".getBytes(
            StandardCharsets.UTF_8)))
        .code();
  }

  private static Set<Object> codes(Set<FunctionVersion> versions) {
    return versions.stream().map(version -> version.spec().code()).collect(Collectors.toSet());
  }

  private static CallHook counting(Map<String, Integer> calls) {
    return (operation, moment) -> {
      if (moment == Moment.BEFORE) {
        calls.merge(operation, 1, Integer::sum);
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
