package dev.trainyard.aws.runtimeapi;

import dev.trainyard.aws.lambda.CodeRunner;
import dev.trainyard.aws.lambda.LambdaAnswer;
import dev.trainyard.aws.lambda.LambdaFunction;
import dev.trainyard.bot.CodeStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Environments of this machine in which functions run as they run in Lambda's: one for each event that runs, kept
 * frozen for the next one; more than an account allows are throttled. Thread-safe.
 */
public final class Environments implements CodeRunner {
  private static final String EMULATOR_SETTING = "TRAINYARD_RIE";
  private static final int MOST_RUNNING = 32;
  private static final int MOST_RESTING = 12;

  private record Resting(DeployedFunction function, Environment environment) {
  }

  private final CodeFolders folders;
  private final Function<DeployedFunction, Environment> environments;
  private final Semaphore places = new Semaphore(MOST_RUNNING);
  /** The last used first; guarded by itself. */
  private final Deque<Resting> resting = new ArrayDeque<>();
  private volatile boolean closed;

  private Environments(CodeStore codes, Function<DeployedFunction, Environment> environments) {
    this.folders = new CodeFolders(codes);
    this.environments = environments;
  }

  /**
   * Runs functions through {@code /opt/bootstrap}, against a Runtime API of these tests.
   *
   * @param codes where their code is
   * @return without environments yet
   */
  public static Environments throughBootstrap(CodeStore codes) {
    return new Environments(codes, function -> new ExecutionEnvironment(function, InstantSource.system()));
  }

  /**
   * Runs functions through AWS's interface emulator, which finds {@code /opt/bootstrap} as Lambda does.
   *
   * @param codes where their code is
   * @return without environments yet
   * @throws java.util.NoSuchElementException if nothing names it
   */
  public static Environments throughInterfaceEmulator(CodeStore codes) {
    Path program = interfaceEmulator().orElseThrow().toAbsolutePath();
    return new Environments(codes, function -> new InterfaceEmulator(function, program));
  }

  /** Where a setting names AWS's interface emulator. */
  static Optional<Path> interfaceEmulator() {
    return Optional.ofNullable(System.getProperty(EMULATOR_SETTING, System.getenv(EMULATOR_SETTING)))
        .filter(name -> !name.isBlank()).map(Path::of);
  }

  @Override
  public LambdaAnswer run(LambdaFunction function, String id, byte[] event) {
    if (closed || !places.tryAcquire()) {
      return LambdaAnswer.throttled();
    }
    try {
      DeployedFunction deployed = new DeployedFunction(function.name(), function.version(), function.spec(),
          folders.of(function.spec()));
      Environment environment = take(deployed).orElseGet(() -> environments.apply(deployed));
      InvokeResponse answer = environment.invoke(id, event);
      put(new Resting(deployed, environment));
      return LambdaAnswer.of(answer);
    } finally {
      places.release();
    }
  }

  private Optional<Environment> take(DeployedFunction function) {
    synchronized (resting) {
      Optional<Resting> found = resting.stream().filter(each -> each.function().equals(function)).findFirst();
      found.ifPresent(resting::remove);
      return found.map(Resting::environment);
    }
  }

  private void put(Resting rested) {
    if (!rested.environment().usable() || closed) {
      rested.environment().close();
      return;
    }
    Deque<Resting> surplus = new ArrayDeque<>();
    synchronized (resting) {
      resting.addFirst(rested);
      while (resting.size() > MOST_RESTING) {
        surplus.add(resting.removeLast());
      }
    }
    surplus.forEach(each -> each.environment().close());
  }

  @Override
  public void close() {
    closed = true;
    List<Resting> ending;
    synchronized (resting) {
      ending = List.copyOf(resting);
      resting.clear();
    }
    ending.forEach(each -> each.environment().close());
  }
}
