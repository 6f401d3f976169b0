package dev.trainyard.bot;

import dev.trainyard.engine.CodeChecker;
import dev.trainyard.variable.VariableStore;

/**
 * What whole bots are read from and written to.
 *
 * @param bots of bots
 * @param nodes of nodes
 * @param drafts of saved code
 * @param samples of sample inputs
 * @param codes of the code itself
 * @param variables of variables
 * @param checker compiles code
 * @param changes hears of new bots
 */
public record BotPorts(BotStore bots, NodeStore nodes, DraftStore drafts, SampleStore samples, CodeStore codes,
    VariableStore variables, CodeChecker checker, BotChanges changes) {
}
