package dev.trainyard.contracts.engine;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.contracts.engine.EngineContract.Capability;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.RuntimeCatalog;
import java.util.Map;
import java.util.Set;

/** An engine under test and what surrounds it; the suites of engines ask for nothing else. */
public interface EngineHome extends AutoCloseable {
  /**
   * What tells it from other homes in the build's output.
   *
   * @return half a sentence
   */
  String name();

  /**
   * The engine under test, the same one throughout a test; it may serve many tests.
   *
   * @return the subject
   */
  FunctionEngine engine();

  /**
   * Another engine with the same home, as another server or a restart would make it. The suite closes it.
   *
   * @return a new one
   */
  FunctionEngine open();

  /**
   * Where the subject finds code.
   *
   * @return the same throughout a test
   */
  CodeStore codes();

  /**
   * What the subject runs code on.
   *
   * @return the same throughout a test
   */
  RuntimeCatalog catalog();

  /**
   * What the subject cannot do, with the reason; the build's output tells it once.
   *
   * @return nothing, unless the adapter says otherwise
   */
  default Map<Capability, String> lacks() {
    return Map.of();
  }

  /**
   * Hostile nodes that break off their own turn elsewhere, and here reach nothing with what they do: they reply.
   *
   * @return names; empty unless the adapter says otherwise
   */
  default Set<String> unharmed() {
    return Set.of();
  }

  /** Called after every test: ends what no other test uses. */
  @Override
  default void close() {
    // Most homes are shared.
  }
}
