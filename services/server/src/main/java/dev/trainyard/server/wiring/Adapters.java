package dev.trainyard.server.wiring;

import dev.trainyard.bot.BotStore;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.DraftStore;
import dev.trainyard.bot.NodeStore;
import dev.trainyard.bot.SampleStore;
import dev.trainyard.engine.CodeChecker;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.RuntimeCatalog;
import dev.trainyard.release.ReleaseStore;
import dev.trainyard.release.StageStore;
import dev.trainyard.release.TrainingStore;
import dev.trainyard.server.status.Services;
import dev.trainyard.turn.TurnLog;
import dev.trainyard.variable.VariableStore;

/**
 * One adapter for each port, opened together.
 *
 * @param bots of bots
 * @param nodes of nodes
 * @param drafts of saved code
 * @param samples of sample inputs
 * @param codes of blobs
 * @param variables of variables
 * @param releases of releases
 * @param stages of the stages' pointers
 * @param trainings of trainings
 * @param turns of the latest turns
 * @param engine runs code
 * @param checker compiles code
 * @param catalog of what code runs on
 * @param isNew whether nothing was ever stored
 * @param services whether what all this stands on answers
 * @param closing closes what was opened, the engine apart
 */
public record Adapters(BotStore bots, NodeStore nodes, DraftStore drafts, SampleStore samples, CodeStore codes,
    VariableStore variables, ReleaseStore releases, StageStore stages, TrainingStore trainings, TurnLog turns,
    FunctionEngine engine, CodeChecker checker, RuntimeCatalog catalog, boolean isNew, Services services,
    Runnable closing)
    implements
      AutoCloseable {

  static Adapters of(StoreHome stores, EngineHome engine, Services services) {
    return new Adapters(stores.bots(), stores.nodes(), stores.drafts(), stores.samples(), stores.codes(),
        stores.variables(), stores.releases(), stores.stages(), stores.trainings(), stores.turns(), engine.engine(),
        engine.checker(), engine.catalog(), stores.isNew(), services, stores.closing());
  }

  @Override
  public void close() {
    try {
      engine.close();
    } finally {
      closing.run();
    }
  }
}
