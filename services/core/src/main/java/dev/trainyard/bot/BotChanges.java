package dev.trainyard.bot;

/**
 * Hears of every change that turns must see: settings, variables, stage pointers, a bot's end. Called after the change
 * was acknowledged by its store, on the thread that made it; when it returns, the next turn through this server sees
 * the change. Thread-safe.
 */
@FunctionalInterface
public interface BotChanges {

  /**
   * Something of a bot changed.
   *
   * @param bot which
   */
  void changed(BotName bot);
}
