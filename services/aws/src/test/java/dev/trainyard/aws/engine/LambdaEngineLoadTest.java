package dev.trainyard.aws.engine;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.contracts.engine.EngineLoadContract;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.RuntimeCatalog;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** The engine's whole way through the SDK to a Lambda of the tests, whose functions are scripts. */
final class LambdaEngineLoadTest extends EngineLoadContract {
  private final FakeHome home = new FakeHome();
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
    return EnumSet.complementOf(EnumSet.of(Capability.KEEPS_WHOLE_LOG, Capability.STOPS_DRAFTS,
        Capability.GIVES_REQUEST_ID));
  }

  @AfterEach
  void close() {
    engine.close();
    home.close();
  }
}
