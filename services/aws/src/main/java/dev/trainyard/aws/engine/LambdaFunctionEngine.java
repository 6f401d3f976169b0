package dev.trainyard.aws.engine;

import dev.trainyard.aws.client.AwsClients;
import dev.trainyard.aws.client.Pace;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.engine.EngineHealth;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Ran;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * Runs node code as AWS Lambda functions: one function per node for what Train publishes, another for what Run tries.
 * Thread-safe. It keeps nothing that another instance would need: what was published is found at Lambda.
 */
public final class LambdaFunctionEngine implements FunctionEngine {
  /** The most bytes that Lambda takes with a call. */
  static final int LARGEST_UPLOAD = 50 * 1024 * 1024;
  private static final int MOST_AGAIN = 5;
  private static final Logger LOG = LoggerFactory.getLogger(LambdaFunctionEngine.class);

  private final Patience patience;
  private final ControlPlane lambda;
  private final FunctionTargets targets;
  private final FunctionPublisher publisher;
  private final DraftFunctions drafts;
  private final Invoker invoker;
  private final HealthProbe probe;
  private final Admission turnPlaces;
  private final Admission draftPlaces;
  private final Calls calls = new Calls();

  /**
   * An engine; no call is made yet.
   *
   * @param settings its limits
   * @param clients of AWS; they stay the caller's to close, after the engine
   * @param layers that come with this program, in order
   * @param codes where the code of functions is
   */
  public LambdaFunctionEngine(LambdaEngineSettings settings, AwsClients clients, List<LambdaLayer> layers,
      CodeStore codes) {
    this(settings, clients.control(), clients.invoke(), clients.pace(),
        new LayerBucket(clients.s3(), settings.bucket()), layers, codes, Patience.REAL);
  }

  LambdaFunctionEngine(LambdaEngineSettings settings, LambdaClient control, LambdaClient invoke, Pace pace,
      LayerBucket bucket, List<LambdaLayer> layers, CodeStore codes, Patience patience) {
    this.patience = patience;
    this.lambda = new ControlPlane(control, pace, patience, settings.patience());
    FunctionNames names = new FunctionNames(settings.prefix());
    this.publisher = new FunctionPublisher(lambda, settings.roleArn(), names.logGroup());
    this.targets = new FunctionTargets(names, codes,
        new LayerPublisher(lambda, settings.prefix(), layers, bucket, LARGEST_UPLOAD));
    this.drafts = new DraftFunctions(targets, publisher, lambda, settings.keptDrafts());
    this.invoker = new Invoker(invoke, patience);
    this.probe = new HealthProbe(control, patience, settings.prefix());
    this.turnPlaces = new Admission(settings.turns());
    this.draftPlaces = new Admission(settings.drafts());
  }

  @Override
  public FunctionVersion publish(NodeFunction function, FunctionSpec spec) {
    if (calls.isClosed()) {
      throw new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE, "The engine is closed.");
    }
    FunctionTarget target = targets.target(function, FunctionKind.RELEASE, spec);
    String number = publisher.publish(target);
    return new FunctionVersion(function, spec, new VersionReference(target.name(), number).toString());
  }

  @Override
  public Invocation invoke(FunctionVersion version, InvocationRequest request) {
    return calls.toItsEnd(invocation(version, request));
  }

  @Override
  public boolean submit(FunctionVersion version, InvocationRequest request, Consumer<Invocation> then) {
    calls.begin(invocation(version, request), then);
    return true;
  }

  private Supplier<Invocation> invocation(FunctionVersion version, InvocationRequest request) {
    Optional<VersionReference> reference = VersionReference.parse(version.reference());
    if (reference.isEmpty()) {
      return () -> new Invocation.Unavailable("The release was trained for another engine; train again.", Ran.NO);
    }
    long asked = patience.nanos();
    return () -> turnPlaces.enter(request.longestWait(),
        () -> invoker.invoke(reference.get(), version.spec(), request, asked));
  }

  @Override
  public Invocation runDraft(NodeFunction function, FunctionSpec spec, InvocationRequest request) {
    long asked = patience.nanos();
    return calls.stoppable(
        () -> draftPlaces.enter(request.longestWait(), () -> run(function, spec, request, asked)));
  }

  /** Another server may give a version up before it is invoked here: nothing ran then, so it is made again. */
  private Invocation run(NodeFunction function, FunctionSpec spec, InvocationRequest request, long asked) {
    try {
      Invocation outcome = invokeDraft(version(function, spec), spec, request, asked);
      for (int again = 0; again < MOST_AGAIN && isNotRun(outcome) && !calls.isClosed(); again++) {
        drafts.forget(function, spec);
        outcome = invokeDraft(version(function, spec), spec, request, asked);
      }
      return outcome;
    } catch (TrainyardException failed) {
      return new Invocation.Unavailable(failed.detail(), Ran.NO);
    }
  }

  private static boolean isNotRun(Invocation outcome) {
    return outcome instanceof Invocation.Unavailable(String _, Ran ran) && ran == Ran.NO;
  }

  private VersionReference version(NodeFunction function, FunctionSpec spec) {
    Optional<VersionReference> known = drafts.known(function, spec);
    if (known.isPresent()) {
      return known.get();
    }
    VersionReference reference = drafts.ready(function, spec);
    if (drafts.isPruningDue(reference)) {
      prune(reference);
    }
    return reference;
  }

  /** Making a draft ready is no waiting of its caller's, so it takes nothing of the time for which it may wait. */
  private Invocation invokeDraft(VersionReference reference, FunctionSpec spec, InvocationRequest request,
      long asked) {
    long ready = patience.nanos();
    return invoker.invoke(reference, spec,
        new InvocationRequest(request.id(), request.event(), request.longestWait().plusNanos(ready - asked)), asked);
  }

  private void prune(VersionReference used) {
    Thread.ofVirtual().name("lambda-draft-pruning").start(() -> {
      try {
        drafts.prune(used);
      } catch (RuntimeException failed) {
        LOG.warn("Old versions of the draft function {} are kept for now: {}", used.function(), failed.getMessage());
      }
    });
  }

  /** Lambda keeps what was invoked lately ready, and takes money for more: nothing is done. */
  @Override
  public void keepWarm(BotId bot, Set<FunctionVersion> serving, Set<FunctionVersion> fallback) {
    // Provisioned concurrency would be the means; it costs by the hour for each version.
  }

  @Override
  public void retire(FunctionVersion version) {
    VersionReference.parse(version.reference())
        .ifPresent(gone -> lambda.paced(client -> client
            .deleteFunction(request -> request.functionName(gone.function()).qualifier(gone.number()))));
  }

  @Override
  public void remove(NodeFunction function) {
    for (FunctionKind kind : FunctionKind.values()) {
      String name = targets.name(function, kind);
      try {
        lambda.paced(client -> client.deleteFunction(request -> request.functionName(name)));
      } catch (ControlPlane.Moved busy) {
        throw new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE,
            "The function %s is being changed, and is removed later.".formatted(name), Map.of(), busy);
      }
    }
  }

  @Override
  public EngineHealth health() {
    return calls.isClosed()
        ? new EngineHealth(false, "AWS Lambda",
            List.of(new EngineHealth.Degradation("engine", "It was closed.", "Start the server again.")))
        : probe.health();
  }

  @Override
  public void close() {
    calls.close();
  }
}
