package dev.trainyard.aws.engine;

import dev.trainyard.aws.runtimeapi.OnSandbox;
import dev.trainyard.aws.runtimeapi.RuntimeApiEngine;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.contracts.engine.FunctionEngineContract;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.RuntimeCatalog;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/**
 * The whole way of a turn on AWS but AWS: through the SDK to a Lambda of the tests, whose functions are run by the
 * layers' own {@code /opt/bootstrap}.
 */
@OnSandbox
final class LambdaOnBootstrapTest extends FunctionEngineContract {
  private final FakeHome home = new FakeHome(RuntimeApiEngine::over);
  private final LambdaFunctionEngine engine = home.open();

  @Override
  protected FunctionEngine engine() {
    return engine;
  }

  @Override
  protected FunctionEngine open() {
    return home.open();
  }

  @Override
  protected CodeStore codes() {
    return home.codes();
  }

  @Override
  protected RuntimeCatalog catalog() {
    return home.catalog();
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.KEEPS_WHOLE_LOG, Capability.STOPS_DRAFTS));
  }

  @AfterEach
  void close() {
    engine.close();
    home.close();
  }
}
