package dev.trainyard.aws.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.contracts.engine.FunctionEngineContract;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.RuntimeCatalog;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The engine's whole way through the SDK to a Lambda of the tests, whose functions are scripts. */
final class LambdaFunctionEngineTest extends FunctionEngineContract {
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

  @Test
  @DisplayName("every version writes to the one log group of its home")
  void writesToOneLogGroup() {
    NodeFunction function = function();
    for (String file : List.of("semantics/reply", "semantics/other_reply")) {
      FunctionVersion version = engine.publish(function, spec(file));
      VersionReference reference = VersionReference.parse(version.reference()).orElseThrow();
      assertEquals("/aws/lambda/" + FakeHome.PREFIX, home.clients().control()
          .getFunction(request -> request.functionName(reference.function()).qualifier(reference.number()))
          .configuration().loggingConfig().logGroup());
    }
  }

  @AfterEach
  void close() {
    engine.close();
    home.close();
  }
}
