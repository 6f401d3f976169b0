package dev.trainyard.contracts.memory;

import dev.trainyard.contracts.Stores;
import java.util.List;

/**
 * All stores in memory. Thread-safe: one lock around every call, so that even a bot's end is one step.
 */
public final class InMemoryStores {
  private final Guard guard = new Guard();
  private final Stores stores;

  /** Empty stores. */
  public InMemoryStores() {
    InMemoryDraftStore drafts = new InMemoryDraftStore(guard);
    InMemorySampleStore samples = new InMemorySampleStore(guard);
    InMemoryVariableStore variables = new InMemoryVariableStore(guard);
    InMemoryReleaseStore releases = new InMemoryReleaseStore(guard);
    InMemoryStageStore stages = new InMemoryStageStore(guard);
    InMemoryTrainingStore trainings = new InMemoryTrainingStore(guard);
    InMemoryTurnLog turns = new InMemoryTurnLog(guard);
    InMemoryNodeStore nodes = new InMemoryNodeStore(guard, List.of(drafts::forget, samples::forget));
    InMemoryBotStore bots = new InMemoryBotStore(guard, nodes,
        List.of(drafts::forget, samples::forget, variables::forget,
            releases::forget, stages::forget, trainings::forget, turns::forget));
    stores = new Stores(bots, nodes, drafts, samples, new InMemoryCodeStore(guard), variables, releases, stages,
        trainings, turns);
  }

  /**
   * The stores.
   *
   * @return always the same
   */
  public Stores stores() {
    return stores;
  }

  /**
   * Lets a test hear of every call, and break it. Replaces the hook before.
   *
   * @param hook {@link CallHook#NONE} to end it
   */
  public void hook(CallHook hook) {
    guard.hook(hook);
  }
}
