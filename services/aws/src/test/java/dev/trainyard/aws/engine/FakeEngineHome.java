package dev.trainyard.aws.engine;

import dev.trainyard.aws.lambda.CodeRunner;
import dev.trainyard.aws.runtimeapi.Environments;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.contracts.engine.EngineContract.Capability;
import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.RuntimeCatalog;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The whole way of a turn on AWS but AWS, for the suites: the engine of the product, the SDK, and a Lambda of the tests
 * whose functions are run by scripts, or by the layers' own {@code /opt/bootstrap}.
 */
final class FakeEngineHome implements EngineHome {
  private final String name;
  private final FakeHome home;
  private final LambdaFunctionEngine engine;
  private final Set<String> unharmed;
  private final boolean shared;

  private FakeEngineHome(String name, FakeHome home, Set<String> unharmed, boolean shared) {
    this.name = name;
    this.home = home;
    this.engine = home.open();
    this.unharmed = unharmed;
    this.shared = shared;
  }

  private static final class Bootstrap {
    private static final EngineHome HOME = shared("the Lambda engine and /opt/bootstrap in a sandbox",
        Environments::throughBootstrap);

    private Bootstrap() {
    }
  }

  private static final class InterfaceEmulator {
    private static final EngineHome HOME = shared("the Lambda engine and AWS's interface emulator",
        Environments::throughInterfaceEmulator);

    private InterfaceEmulator() {
    }
  }

  /** Scripts, in a home of its own. */
  static FakeEngineHome scripted() {
    return new FakeEngineHome("the Lambda engine and scripts", new FakeHome(), Set.of(), false);
  }

  /** The layers' bootstrap against a Runtime API of the tests; one home for all suites, as environments stay warm. */
  static EngineHome bootstrap() {
    return Bootstrap.HOME;
  }

  /** The layers' bootstrap behind AWS's interface emulator. */
  static EngineHome interfaceEmulator() {
    return InterfaceEmulator.HOME;
  }

  private static FakeEngineHome shared(String name, Function<CodeStore, CodeRunner> runners) {
    FakeHome home = new FakeHome(runners);
    home.lambda().polls(0);
    // While node code runs no connection is open that it could write to.
    FakeEngineHome made = new FakeEngineHome(name, home, Set.of("writes_everywhere"), true);
    Runtime.getRuntime().addShutdownHook(new Thread(made::end));
    return made;
  }

  /** For what the suites do not ask. */
  FakeHome home() {
    return home;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public FunctionEngine engine() {
    return engine;
  }

  @Override
  public FunctionEngine open() {
    return home.open();
  }

  @Override
  public CodeStore codes() {
    return home.codes();
  }

  @Override
  public RuntimeCatalog catalog() {
    return home.catalog();
  }

  @Override
  public Map<Capability, String> lacks() {
    return LambdaLacks.ALWAYS;
  }

  @Override
  public Set<String> unharmed() {
    return unharmed;
  }

  @Override
  public void close() {
    if (!shared) {
      end();
    }
  }

  private void end() {
    engine.close();
    home.close();
  }
}
