package dev.trainyard.local.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.NodeCode;
import dev.trainyard.contracts.Eventually;
import dev.trainyard.contracts.engine.CodeCheckerContract;
import dev.trainyard.engine.CodeChecker;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.local.layer.ShippedLayer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The checker without the engine around it. */
final class SandboxedCodeCheckerTest extends CodeCheckerContract {
  private static SandboxedCodeChecker checker;

  @BeforeAll
  static void open() {
    checker = new SandboxedCodeChecker(Home.settings(), ShippedLayer.all(), InstantSource.system());
  }

  @AfterAll
  static void close() {
    checker.close();
  }

  @Override
  protected CodeChecker checker() {
    return checker;
  }

  @Test
  void leavesNoProcessBehind() {
    SandboxedCodeChecker another = new SandboxedCodeChecker(Home.settings(), ShippedLayer.all(),
        InstantSource.system());
    List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
    NodeCode code = new NodeCode("def main(event, context):\n    return 1\n");
    assertTrue(another.check(code).isEmpty());
    assertTrue(another.degradations().stream().noneMatch(each -> each.why().contains("cannot be checked")));
    List<ProcessHandle> made = ProcessHandle.current().descendants().filter(each -> !before.contains(each)).toList();
    another.close();
    Eventually.holds("its processes end", Duration.ofSeconds(10),
        () -> made.stream().noneMatch(ProcessHandle::isAlive));
    assertFalse(checker.check(new NodeCode("def main(:\n")).isEmpty(), "the other checker is still of use");
    assertThrows(TrainyardException.class, () -> another.check(code));
  }
}
