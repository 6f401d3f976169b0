package dev.trainyard.local.engine;

import dev.trainyard.bot.BotId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many invocations may run at once. Turns go before drafts, which also never get more than their share; waiting
 * bots take turns, and none takes more than its share. Thread-safe; the lock is never held while waiting. Who waits is
 * a worker with a turn at hand, so that the number of workers limits the queue.
 */
final class Slots {
  private final int most;
  private final int mostDrafts;
  private final int mostPerBot;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<BotId, Integer> held = new HashMap<>();
  private final Map<BotId, ArrayDeque<Waiter>> turns = new LinkedHashMap<>();
  private final Map<BotId, ArrayDeque<Waiter>> drafts = new LinkedHashMap<>();
  private int used;
  private int usedByDrafts;
  private final AtomicInteger waiting = new AtomicInteger();

  private static final class Waiter {
    private final Thread thread = Thread.currentThread();
    private volatile boolean granted;
  }

  Slots(int most, int mostDrafts, int mostPerBot) {
    this.most = most;
    this.mostDrafts = mostDrafts;
    this.mostPerBot = mostPerBot;
  }

  /** Takes a slot, waiting for it. Called by threads of the engine alone, which nobody interrupts. */
  void acquire(BotId bot, Lane lane) {
    @Nullable
    Waiter waiter = null;
    lock.lock();
    try {
      if (fits(bot, lane) && !overtakes(bot, lane)) {
        take(bot, lane);
      } else {
        waiter = new Waiter();
        queue(lane).computeIfAbsent(bot, _ -> new ArrayDeque<>()).add(waiter);
        waiting.incrementAndGet();
      }
    } finally {
      lock.unlock();
    }
    while (waiter != null && !waiter.granted) {
      LockSupport.park(this);
    }
  }

  /** Takes a slot if that needs no waiting. */
  boolean tryAcquire(BotId bot, Lane lane) {
    lock.lock();
    try {
      boolean free = fits(bot, lane) && !overtakes(bot, lane);
      if (free) {
        take(bot, lane);
      }
      return free;
    } finally {
      lock.unlock();
    }
  }

  void release(BotId bot, Lane lane) {
    lock.lock();
    try {
      used--;
      usedByDrafts -= lane == Lane.DRAFT ? 1 : 0;
      held.computeIfPresent(bot, (_, count) -> count == 1 ? null : count - 1);
      if (waiting.get() > 0) {
        grant(Lane.TURN);
        grant(Lane.DRAFT);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody waits: then whoever holds a slot should give it back between two invocations. */
  boolean contended() {
    return waiting.get() > 0;
  }

  private boolean fits(BotId bot, Lane lane) {
    return used < most && held.getOrDefault(bot, 0) < mostPerBot && (lane == Lane.TURN || usedByDrafts < mostDrafts);
  }

  /** Those of the same bot wait in line; a draft waits also behind any turn that could run. */
  private boolean overtakes(BotId bot, Lane lane) {
    return queue(lane).containsKey(bot)
        || (lane == Lane.DRAFT && turns.keySet().stream().anyMatch(each -> fits(each, Lane.TURN)));
  }

  private void take(BotId bot, Lane lane) {
    used++;
    usedByDrafts += lane == Lane.DRAFT ? 1 : 0;
    held.merge(bot, 1, Integer::sum);
  }

  private void grant(Lane lane) {
    Map<BotId, ArrayDeque<Waiter>> queue = queue(lane);
    boolean granted = true;
    while (granted) {
      granted = false;
      Iterator<Map.Entry<BotId, ArrayDeque<Waiter>>> bots = queue.entrySet().iterator();
      while (bots.hasNext() && !granted) {
        Map.Entry<BotId, ArrayDeque<Waiter>> next = bots.next();
        if (fits(next.getKey(), lane)) {
          bots.remove();
          grantFirst(next.getKey(), next.getValue(), lane, queue);
          granted = true;
        }
      }
    }
  }

  /** Lets a bot's first go, and puts the bot behind the others. */
  private void grantFirst(BotId bot, ArrayDeque<Waiter> line, Lane lane, Map<BotId, ArrayDeque<Waiter>> queue) {
    Waiter first = line.remove();
    take(bot, lane);
    waiting.decrementAndGet();
    if (!line.isEmpty()) {
      queue.put(bot, line);
    }
    first.granted = true;
    LockSupport.unpark(first.thread);
  }

  private Map<BotId, ArrayDeque<Waiter>> queue(Lane lane) {
    return lane == Lane.TURN ? turns : drafts;
  }
}
