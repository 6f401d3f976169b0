package dev.trainyard.server.wiring;

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

/** The half of the adapters that keeps things: one home's stores, and how they are closed. */
record StoreHome(BotStore bots, NodeStore nodes, DraftStore drafts, SampleStore samples, CodeStore codes,
    VariableStore variables, ReleaseStore releases, StageStore stages, TrainingStore trainings, TurnLog turns,
    boolean isNew, Runnable closing) {
}
