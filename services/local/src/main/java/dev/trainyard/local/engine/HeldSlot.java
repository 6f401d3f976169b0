package dev.trainyard.local.engine;

import dev.trainyard.bot.BotId;

/** The slot that a worker has while it works. Used by one thread at a time. */
final class HeldSlot {
  private final Slots slots;
  private final BotId bot;
  private final Lane lane;
  private boolean held;

  HeldSlot(Slots slots, WorkerKey key) {
    this.slots = slots;
    this.bot = key.bot();
    this.lane = key.lane();
  }

  /** Takes a slot, if there is none yet, waiting for it. */
  void acquire() {
    if (!held) {
      slots.acquire(bot, lane);
      held = true;
    }
  }

  /** Takes a slot, if there is none yet and that needs no waiting; whether there is one now. */
  boolean tryAcquire() {
    held = held || slots.tryAcquire(bot, lane);
    return held;
  }

  /** Gives the slot back, if there is one. */
  void release() {
    if (held) {
      held = false;
      slots.release(bot, lane);
    }
  }

  /** Whether somebody waits: then the slot should be given back between two invocations. */
  boolean contended() {
    return slots.contended();
  }
}
