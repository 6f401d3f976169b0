package dev.trainyard.contracts.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.bot.NodeCode;
import dev.trainyard.contracts.engine.CodeCheckerContract;
import dev.trainyard.engine.CodeChecker;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScriptedCodeCheckerTest extends CodeCheckerContract {
  private final ScriptedCodeChecker checker = new ScriptedCodeChecker();

  @Override
  protected CodeChecker checker() {
    return checker;
  }

  @Override
  protected Set<Capability> capabilities() {
    return Set.of();
  }

  @Test
  void failsAsToldAndCounts() {
    NodeCode code = new NodeCode("# check: engine_unavailable\n");
    assertEquals(ErrorCode.ENGINE_UNAVAILABLE,
        assertThrows(TrainyardException.class, () -> checker.check(code)).code());
    assertEquals(1, checker.checks());
  }
}
