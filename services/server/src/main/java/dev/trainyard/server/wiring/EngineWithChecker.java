package dev.trainyard.server.wiring;

import dev.trainyard.bot.BotId;
import dev.trainyard.engine.EngineHealth;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.local.engine.SandboxedCodeChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** An engine whose health also tells of the checker beside it. Thread-safe, as both are. */
record EngineWithChecker(FunctionEngine engine, SandboxedCodeChecker checker) implements FunctionEngine {

  @Override
  public FunctionVersion publish(NodeFunction function, FunctionSpec spec) {
    return engine.publish(function, spec);
  }

  @Override
  public Invocation invoke(FunctionVersion version, InvocationRequest request) {
    return engine.invoke(version, request);
  }

  @Override
  public boolean submit(FunctionVersion version, InvocationRequest request, Consumer<Invocation> then) {
    return engine.submit(version, request, then);
  }

  @Override
  public Invocation runDraft(NodeFunction function, FunctionSpec spec, InvocationRequest request) {
    return engine.runDraft(function, spec, request);
  }

  @Override
  public void keepWarm(BotId bot, Set<FunctionVersion> serving, Set<FunctionVersion> fallback) {
    engine.keepWarm(bot, serving, fallback);
  }

  @Override
  public void retire(FunctionVersion version) {
    engine.retire(version);
  }

  @Override
  public void remove(NodeFunction function) {
    engine.remove(function);
  }

  @Override
  public EngineHealth health() {
    EngineHealth health = engine.health();
    List<EngineHealth.Degradation> degradations = new ArrayList<>(health.degradations());
    degradations.addAll(checker.degradations());
    return new EngineHealth(health.available(), health.summary(), degradations);
  }

  @Override
  public void close() {
    engine.close();
    checker.close();
  }
}
