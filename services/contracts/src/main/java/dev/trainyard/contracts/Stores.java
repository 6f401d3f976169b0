package dev.trainyard.contracts;

import dev.trainyard.bot.BotStore;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.DraftStore;
import dev.trainyard.bot.NodeStore;
import dev.trainyard.bot.SampleStore;
import dev.trainyard.release.ReleaseStore;
import dev.trainyard.release.StageStore;
import dev.trainyard.release.TrainingStore;
import dev.trainyard.turn.TurnLog;
import dev.trainyard.variable.VariableStore;

/**
 * One store for each port, all over the same storage: removing a bot from {@code bots} empties the others.
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
 */
public record Stores(BotStore bots, NodeStore nodes, DraftStore drafts, SampleStore samples, CodeStore codes,
    VariableStore variables, ReleaseStore releases, StageStore stages, TrainingStore trainings, TurnLog turns) {
}
