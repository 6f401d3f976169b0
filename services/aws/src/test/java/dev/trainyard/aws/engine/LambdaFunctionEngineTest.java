package dev.trainyard.aws.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.FunctionEngineContract;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.NodeFunction;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LambdaFunctionEngineTest extends FunctionEngineContract {
  private final FakeEngineHome home = FakeEngineHome.scripted();

  @Override
  protected EngineHome home() {
    return home;
  }

  @Test
  @DisplayName("every version writes to the one log group of its home")
  void writesToOneLogGroup() {
    NodeFunction function = function();
    for (String file : List.of("semantics/reply", "semantics/other_reply")) {
      FunctionVersion version = engine().publish(function, spec(file));
      VersionReference reference = VersionReference.parse(version.reference()).orElseThrow();
      assertEquals("/aws/lambda/" + FakeHome.PREFIX, home.home().clients().control()
          .getFunction(request -> request.functionName(reference.function()).qualifier(reference.number()))
          .configuration().loggingConfig().logGroup());
    }
  }
}
