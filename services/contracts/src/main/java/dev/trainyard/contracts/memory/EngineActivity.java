package dev.trainyard.contracts.memory;

import dev.trainyard.bot.BotId;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.NodeFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a {@link ScriptedEngine} was asked to do. Thread-safe; each list is in the order of the calls. */
public final class EngineActivity {
  private final List<FunctionVersion> publishes = new CopyOnWriteArrayList<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<FunctionVersion> retirements = new CopyOnWriteArrayList<>();
  private final List<NodeFunction> removals = new CopyOnWriteArrayList<>();
  private final Map<BotId, Advice> advice = new ConcurrentHashMap<>();

  EngineActivity() {
  }

  /**
   * One invocation.
   *
   * @param function whose
   * @param spec with what
   * @param draft whether it ran a draft
   * @param request with what
   */
  public record Call(NodeFunction function, FunctionSpec spec, boolean draft, InvocationRequest request) {
  }

  /**
   * What is to be kept warm.
   *
   * @param serving what the stages point to
   * @param fallback what a roll-back would point to
   */
  public record Advice(Set<FunctionVersion> serving, Set<FunctionVersion> fallback) {
    public Advice {
      serving = Set.copyOf(serving);
      fallback = Set.copyOf(fallback);
    }
  }

  void published(FunctionVersion version) {
    publishes.add(version);
  }

  void called(Call call) {
    calls.add(call);
  }

  void retired(FunctionVersion version) {
    retirements.add(version);
  }

  void removed(NodeFunction function) {
    removals.add(function);
  }

  void advised(BotId bot, Advice latest) {
    advice.put(bot, latest);
  }

  /**
   * Every publish that succeeded, repeated ones too.
   *
   * @return in order
   */
  public List<FunctionVersion> publishes() {
    return List.copyOf(publishes);
  }

  /**
   * Every invocation and draft that was asked for.
   *
   * @return in order
   */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /**
   * Every retirement, repeated ones too.
   *
   * @return in order
   */
  public List<FunctionVersion> retirements() {
    return List.copyOf(retirements);
  }

  /**
   * Every function that was removed, repeated ones too.
   *
   * @return in order
   */
  public List<NodeFunction> removals() {
    return List.copyOf(removals);
  }

  /**
   * The latest advice for a bot.
   *
   * @param bot whose
   * @return empty if there was none
   */
  public Optional<Advice> advice(BotId bot) {
    return Optional.ofNullable(advice.get(bot));
  }
}
