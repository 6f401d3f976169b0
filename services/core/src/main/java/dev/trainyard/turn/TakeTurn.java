package dev.trainyard.turn;

import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.IdSource;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Ran;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.FailureListener;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.ReleasedNode;
import dev.trainyard.release.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes one turn of a conversation. Thread-safe; blocks while the code runs, so it is called from virtual threads.
 *
 * <p>
 * Release, variables and limits are those of the moment of admission. The code runs at most once. A turn runs to its
 * end whatever becomes of its caller: whoever calls this does so on a thread that is not interrupted when a connection
 * closes.
 */
public final class TakeTurn {
  private final LiveBotLookup bots;
  private final FunctionEngine engine;
  private final TurnRecorder recorder;
  private final IdSource ids;
  private final InstantSource clock;
  private final Settings settings;
  private final FailureListener failures;

  /**
   * What all turns share.
   *
   * @param limits what a result may measure
   * @param longestWait how long a turn may wait for a worker before it is turned away
   */
  public record Settings(Limits limits, Duration longestWait) {
    /** Where nothing else is set. */
    public static final Settings DEFAULT = new Settings(Limits.DEFAULT, Duration.ofMillis(250));
  }

  /**
   * The use case.
   *
   * @param bots what serves
   * @param engine runs the code
   * @param recorder remembers turns
   * @param ids for requests
   * @param clock for the moment and the length of turns
   * @param settings of all turns
   * @param failures hears of an engine that breaks its contract
   */
  public TakeTurn(LiveBotLookup bots, FunctionEngine engine, TurnRecorder recorder, IdSource ids, InstantSource clock,
      Settings settings, FailureListener failures) {
    this.bots = bots;
    this.engine = engine;
    this.recorder = recorder;
    this.ids = ids;
    this.clock = clock;
    this.settings = settings;
    this.failures = failures;
  }

  /**
   * Takes a turn.
   *
   * @param bot which bot
   * @param stage where
   * @param node which of its nodes
   * @param body JSON of an object without {@code env_variables}; nobody changes it any more
   * @return exactly one outcome
   * @throws TrainyardException {@code not_found}, {@code not_released}, {@code invalid}, {@code too_large};
   * {@code overloaded} with {@code retry_after_seconds} and {@code ran}: nothing ran; {@code store_unavailable} for a
   * bot that is not in memory
   */
  public TurnAnswer take(BotName bot, Stage stage, NodeName node, byte[] body) {
    return taken(bot, stage, node, body).answer();
  }

  /**
   * Takes a turn as {@link #take} does.
   *
   * @param bot which bot
   * @param stage where
   * @param node which of its nodes
   * @param body as for {@link #take}
   * @return the outcome as its caller gets it: JSON of an object
   * @throws TrainyardException as {@link #take}
   */
  public Payload answer(BotName bot, Stage stage, NodeName node, byte[] body) {
    return taken(bot, stage, node, body).json();
  }

  /**
   * Begins a turn as {@link #answer} does, without waiting for anything. Never blocks.
   *
   * @param bot which bot
   * @param stage where
   * @param node which of its nodes
   * @param body as for {@link #take}
   * @param then is told that the code has ended, once, by any thread; must not block
   * @return false if that cannot be done without waiting; then nothing has happened
   * @throws TrainyardException as {@link #take}, but for {@code overloaded}
   */
  public boolean begin(BotName bot, Stage stage, NodeName node, byte[] body, Consumer<EndedTurn> then) {
    Optional<LiveBot> live = bots.findInMemory(bot);
    if (live.isEmpty()) {
      return false;
    }
    Admitted turn = admit(live.get(), bot, stage, node, body);
    Consumer<Invocation> once = new OnceTold(
        invocation -> then.accept(new EndedTurn(size(invocation), () -> end(turn, invocation).json())));
    try {
      return engine.submit(turn.node().version(), turn.request(), once);
    } catch (RuntimeException broken) {
      once.accept(failed(turn.node().version(), turn.request(), broken));
      return true;
    }
  }

  /** A turn that was let in: all that it needs to the end. */
  private record Admitted(Instant at, LiveBot bot, LiveStage running, Stage stage, ReleasedNode node, TurnEvent event,
      InvocationRequest request, Payload body) {
  }

  /** An answer, and the same written down once for its caller and for the turn log. */
  private record Taken(TurnAnswer answer, Payload json) {
  }

  private Taken taken(BotName bot, Stage stage, NodeName node, byte[] body) {
    Admitted turn = admit(bots.find(bot), bot, stage, node, body);
    return end(turn, invoke(turn.node().version(), turn.request()));
  }

  private Admitted admit(LiveBot live, BotName bot, Stage stage, NodeName node, byte[] body) {
    Instant admitted = clock.instant();
    LiveStage running = live.stage(stage).orElseThrow(() -> new TrainyardException(ErrorCode.NOT_RELEASED,
        "The stage %s of bot %s has no release yet; %s first.".formatted(stage.text(), bot,
            stage == Stage.STAGING ? "train" : "transfer")));
    ReleasedNode released = running.node(node).orElseThrow(() -> new TrainyardException(ErrorCode.NOT_RELEASED,
        "Release %d, which the stage %s of bot %s runs, has no node %s.".formatted(running.release(), stage.text(), bot,
            node)));
    TurnEvent event = TurnEvent.of(node, body, running.variables().json());
    InvocationRequest request = new InvocationRequest(ids.next(), event.payload(), settings.longestWait());
    return new Admitted(admitted, live, running, stage, released, event, request, Payload.of(body));
  }

  private Taken end(Admitted turn, Invocation invocation) {
    refuseIfOverloaded(invocation);
    Masking masking = turn.running().variables().masking();
    TurnOutcome outcome = OutcomeJudge.judge(invocation, settings.limits(), masking);
    TurnAnswer answer = answer(turn, outcome, invocation);
    Payload json = Payload.of(TurnAnswerJson.write(answer));
    recorder.record(FinishedTurn.of(turn.bot().bot().id(), turn.stage(), turn.at(), answer, json, turn.body(),
        invocation.log(), masking));
    return new Taken(answer, json);
  }

  /**
   * Refuses what was turned away before it started.
   *
   * @param invocation any
   * @throws TrainyardException {@code overloaded} with {@code retry_after_seconds} and {@code ran}
   */
  public static void refuseIfOverloaded(Invocation invocation) {
    if (invocation instanceof Invocation.Overloaded(Duration retryAfter)) {
      long seconds = Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
      throw new TrainyardException(ErrorCode.OVERLOADED,
          "Too much is going on at once, so nothing ran. Try again in %d s.".formatted(seconds),
          Map.of("retry_after_seconds", seconds, "ran", "no"));
    }
  }

  private TurnAnswer answer(Admitted turn, TurnOutcome outcome, Invocation invocation) {
    BotSettings bot = turn.bot().bot().settings();
    List<String> texts = switch (outcome) {
      case TurnOutcome.Reply _ -> List.of();
      case TurnOutcome.BotBreak _ -> bot.messagesFor(turn.event().language());
    };
    Duration total = Duration.between(turn.at(), clock.instant());
    return new TurnAnswer(turn.request().id(), turn.node().name(), turn.running().release(), outcome,
        turn.node().settings().endNode(), MessageLanguage.plain(texts), bot.breakAction(), invocation.usage(),
        total.isNegative() ? Duration.ZERO : total);
  }

  private static int size(Invocation invocation) {
    return switch (invocation) {
      case Invocation.Returned returned -> returned.result().size();
      case Invocation.Errored errored -> errored.error().size();
      case Invocation.Ended _,Invocation.Unavailable _,Invocation.Overloaded _ -> 0;
    };
  }

  private Invocation invoke(FunctionVersion version, InvocationRequest request) {
    try {
      return engine.invoke(version, request);
    } catch (RuntimeException broken) {
      return failed(version, request, broken);
    }
  }

  private Invocation failed(FunctionVersion version, InvocationRequest request, RuntimeException broken) {
    failures.failed("invoke " + version.reference() + " for request " + request.id(), broken);
    return new Invocation.Unavailable("The engine failed in a way that it should not.", Ran.UNKNOWN);
  }
}
