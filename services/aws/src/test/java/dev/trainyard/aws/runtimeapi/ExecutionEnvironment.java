package dev.trainyard.aws.runtimeapi;

import dev.trainyard.engine.Payload;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * One of Lambda's execution environments: loads the code before the first event and once more with it when that failed,
 * ends what takes too long or too much, freezes what is left between events, and writes Lambda's own log lines.
 */
final class ExecutionEnvironment implements Environment {
  /** Lambda's is 10 s; a node of the suites loads without end. */
  private static final Duration LONGEST_INIT = Duration.ofSeconds(4);
  private static final Duration LONGEST_REST = Duration.ofSeconds(5);

  private final DeployedFunction function;
  private final InstantSource clock;
  private final EnvironmentLog log = new EnvironmentLog();
  private @Nullable RuntimeProcess runtime;

  ExecutionEnvironment(DeployedFunction function, InstantSource clock) {
    this.function = function;
    this.clock = clock;
  }

  @Override
  public boolean usable() {
    return runtime != null;
  }

  @Override
  public InvokeResponse invoke(String id, byte[] event) {
    RuntimeProcess warm = runtime;
    if (warm != null) {
      warm.thaw();
      return run(warm, id, event, Duration.ZERO);
    }
    log.line("INIT_START Runtime Version: provided:al2023");
    long startedAt = System.nanoTime();
    RuntimeProcess first = new RuntimeProcess(function, log);
    Happening loaded = first.await(LONGEST_INIT);
    Duration init = since(startedAt);
    if (loaded instanceof Happening.Ready) {
      runtime = first;
      return run(first, id, event, init);
    }
    first.close();
    log.line(LambdaTexts.initReport(init, "init", end(loaded, id).end()));
    return startOver(id, event);
  }

  private InvokeResponse startOver(String id, byte[] event) {
    long startedAt = System.nanoTime();
    RuntimeProcess second = new RuntimeProcess(function, log);
    Happening loaded = second.await(function.spec().timeout());
    if (loaded instanceof Happening.Ready) {
      runtime = second;
      return run(second, id, event, Duration.ZERO);
    }
    Outcome outcome = end(loaded, id);
    second.close();
    log.line(LambdaTexts.initReport(since(startedAt), "invoke", outcome.end()));
    log.line("START RequestId: " + id + " Version: " + function.version());
    return finish(id, outcome, since(startedAt), second.mostMegabytes(), Duration.ZERO);
  }

  private InvokeResponse run(RuntimeProcess process, String id, byte[] event, Duration init) {
    Duration limit = function.spec().timeout();
    process.drainLog();
    log.line("START RequestId: " + id + " Version: " + function.version());
    long startedAt = System.nanoTime();
    Happening happened = process.run(new RuntimeApiServer.Event(id, Payload.of(event),
        clock.instant().plus(limit).toEpochMilli(), function.arn()), limit);
    Duration took = since(startedAt);
    process.drainLog();
    int memory = process.mostMegabytes();
    Outcome outcome = end(happened, id);
    if (!(happened instanceof Happening.Answered) || !(process.await(LONGEST_REST) instanceof Happening.Ready)) {
      close();
    } else {
      process.freeze();
    }
    return finish(id, outcome, took.compareTo(limit) < 0 ? took : limit, memory, init);
  }

  /** What Invoke answers, and how Lambda calls it in its log. */
  private record Outcome(boolean fault, Payload payload, LambdaTexts.End end) {
  }

  private Outcome end(Happening happening, String id) {
    return switch (happening) {
      case Happening.Answered(boolean fault, Payload payload) -> new Outcome(fault, payload, LambdaTexts.End.GOOD);
      case Happening.FailedToLoad(Payload payload) -> new Outcome(true, payload, LambdaTexts.exited(1));
      case Happening.Exited(int status) -> platform(id, LambdaTexts.exited(status));
      case Happening.OutOfMemory _ -> platform(id, LambdaTexts.exited(128 + 9));
      case Happening.TimedOut _ -> platform(id, LambdaTexts.timedOut(function.spec().timeout()));
      case Happening.Ready _ -> throw new IllegalStateException(id + ": it asked for an event while it had one");
    };
  }

  private static Outcome platform(String id, LambdaTexts.End end) {
    return new Outcome(true, Payload.of(end.payload(id)), end);
  }

  private InvokeResponse finish(String id, Outcome outcome, Duration took, int memory, Duration init) {
    if (!outcome.end().message().isEmpty()) {
      log.line("RequestId: " + id + " Error: " + outcome.end().message());
    }
    log.line("END RequestId: " + id);
    log.line(LambdaTexts.report(id, took, function.spec().memory().megabytes(), memory, init, outcome.end()));
    InvokeResponse.Builder answer = InvokeResponse.builder().statusCode(200).executedVersion(function.version())
        .payload(SdkBytes.fromByteArrayUnsafe(outcome.payload().bytes()))
        .logResult(Base64.getEncoder().encodeToString(log.take()));
    return (outcome.fault() ? answer.functionError("Unhandled") : answer).build();
  }

  @Override
  public void close() {
    RuntimeProcess ending = runtime;
    runtime = null;
    if (ending != null) {
      ending.close();
    }
  }

  private static Duration since(long startedAt) {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }
}
