package dev.trainyard.release;

import dev.trainyard.bot.BotChanges;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.DraftStore;
import dev.trainyard.bot.NodeStore;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.RuntimeCatalog;
import dev.trainyard.error.FailureListener;

/**
 * What making and moving releases works with.
 *
 * @param nodes of nodes
 * @param drafts of saved code
 * @param codes of manifests
 * @param releases of releases
 * @param stages of the stages' pointers
 * @param trainings of trainings
 * @param engine publishes and retires versions
 * @param catalog what new releases run on
 * @param changes hears of every move
 * @param failures hears of what a training could do without, and why one failed for a reason of ours
 */
public record ReleasePorts(NodeStore nodes, DraftStore drafts, CodeStore codes, ReleaseStore releases,
    StageStore stages, TrainingStore trainings, FunctionEngine engine, RuntimeCatalog catalog, BotChanges changes,
    FailureListener failures) {

  BotDrafts botDrafts() {
    return new BotDrafts(nodes, drafts);
  }
}
