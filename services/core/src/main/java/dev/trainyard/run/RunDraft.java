package dev.trainyard.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotStore;
import dev.trainyard.bot.DraftRevision;
import dev.trainyard.bot.DraftStore;
import dev.trainyard.bot.IdSource;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeStore;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Ran;
import dev.trainyard.engine.RuntimeCatalog;
import dev.trainyard.engine.Usage;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.FailureListener;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.Limits;
import dev.trainyard.turn.LiveVariables;
import dev.trainyard.turn.MessageLanguage;
import dev.trainyard.turn.OutcomeJudge;
import dev.trainyard.turn.TakeTurn;
import dev.trainyard.turn.TurnOutcome;
import dev.trainyard.variable.VariableStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Tries the newest saved draft of a node with a sample input and the staging variables. Thread-safe; runs on the
 * caller's thread and blocks while the code runs. Touches the stores; never takes what turns need.
 */
public final class RunDraft {
  private final BotStore bots;
  private final NodeStore nodes;
  private final DraftStore drafts;
  private final VariableStore variables;
  private final RuntimeCatalog catalog;
  private final FunctionEngine engine;
  private final IdSource ids;
  private final InstantSource clock;
  private final Settings settings;
  private final FailureListener failures;
  private final RunningRuns running;

  /**
   * What all runs share.
   *
   * @param limits what a result may measure
   * @param longestWait how long a run may wait for a worker before it is turned away
   * @param mostRuns how many may go on at once
   */
  public record Settings(Limits limits, Duration longestWait, int mostRuns) {
    /** Where nothing else is set. */
    public static final Settings DEFAULT = new Settings(Limits.DEFAULT, Duration.ofSeconds(5), 200);
  }

  /**
   * The use case.
   *
   * @param bots bots
   * @param nodes their nodes, with limits
   * @param drafts what was saved
   * @param variables those of staging are given to the code
   * @param catalog what drafts run on
   * @param engine runs the code
   * @param ids for requests
   * @param clock for the length of runs
   * @param settings of all runs
   * @param failures hears of an engine that breaks its contract
   */
  public RunDraft(BotStore bots, NodeStore nodes, DraftStore drafts, VariableStore variables, RuntimeCatalog catalog,
      FunctionEngine engine, IdSource ids, InstantSource clock, Settings settings, FailureListener failures) {
    this.bots = bots;
    this.nodes = nodes;
    this.drafts = drafts;
    this.variables = variables;
    this.catalog = catalog;
    this.engine = engine;
    this.ids = ids;
    this.clock = clock;
    this.settings = settings;
    this.failures = failures;
    this.running = new RunningRuns(settings.mostRuns());
  }

  /**
   * Runs a draft.
   *
   * @param bot which bot
   * @param node which of its nodes
   * @param id by which {@link #stop} finds the run
   * @param sample what the code receives
   * @return what became of it
   * @throws TrainyardException {@code not_found}, {@code not_saved}, {@code conflict} if a run of that id goes on,
   * {@code too_large}, {@code overloaded}, {@code store_unavailable}
   */
  public RunResult run(BotName bot, NodeName node, RunId id, SampleInput sample) {
    Instant begun = clock.instant();
    Bot found = bots.find(bot).orElseThrow(() -> TrainyardException.notFound("bot " + bot));
    Node saved = nodes.find(found.id(), node)
        .orElseThrow(() -> TrainyardException.notFound("node " + node + " in bot " + bot));
    try (RunningRuns.Running run = running.enter(bot, id)) {
      DraftRevision draft = drafts.newest(saved.id()).orElseThrow(() -> new TrainyardException(ErrorCode.NOT_SAVED,
          "The code of node %s was never saved; save it first.".formatted(node)));
      LiveVariables given = sample.variables(variables.values(found.id(), Stage.STAGING));
      InvocationRequest request = new InvocationRequest(ids.next(), sample.event(node, given).payload(),
          settings.longestWait());
      NodeFunction function = new NodeFunction(found.id(), saved.id(), bot, node);
      FunctionSpec spec = new FunctionSpec(draft.code(), catalog.runtime(), catalog.layers(),
          saved.settings().timeout(), saved.settings().memory());
      Invocation invocation = run.interruptibly(() -> invoke(function, spec, request), RunDraft::stoppedBefore);
      TakeTurn.refuseIfOverloaded(invocation);
      return result(request.id(), draft.revision(), invocation, given, begun);
    }
  }

  /**
   * Stops a run.
   *
   * @param bot whose
   * @param id as it was given to {@link #run}
   * @return whether such a run went on
   */
  public boolean stop(BotName bot, RunId id) {
    return running.stop(bot, id);
  }

  private RunResult result(String requestId, int revision, Invocation invocation, LiveVariables given, Instant begun) {
    TurnOutcome outcome = OutcomeJudge.judge(invocation, settings.limits(), given.masking());
    ArrayNode messages = switch (outcome) {
      case TurnOutcome.Reply reply -> reply.messages();
      case TurnOutcome.BotBreak _ -> JsonNodeFactory.instance.arrayNode();
    };
    boolean stopped = invocation instanceof Invocation.Ended ended && ended.cause() == Invocation.Cause.STOPPED;
    Duration total = Duration.between(begun, clock.instant());
    return new RunResult(requestId, revision, outcome, stopped, RunOutput.of(invocation, given.masking()),
        given.masking().hide(invocation.log().text()), messages, MessageLanguage.warnings(messages),
        invocation.usage(), total.isNegative() ? Duration.ZERO : total);
  }

  private Invocation invoke(NodeFunction function, FunctionSpec spec, InvocationRequest request) {
    try {
      return engine.runDraft(function, spec, request);
    } catch (RuntimeException broken) {
      failures.failed("run node " + function.nodeName() + " of bot " + function.botName(), broken);
      return new Invocation.Unavailable("The engine failed in a way that it should not.", Ran.UNKNOWN);
    }
  }

  private static Invocation stoppedBefore() {
    return new Invocation.Ended(Invocation.Cause.STOPPED, "The run was stopped before it started.", Ran.NO,
        InvocationLog.EMPTY, Usage.NONE);
  }
}
