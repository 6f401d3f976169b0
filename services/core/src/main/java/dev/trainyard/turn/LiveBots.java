package dev.trainyard.turn;

import dev.trainyard.bot.BotChanges;
import dev.trainyard.bot.BotName;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.error.FailureListener;
import dev.trainyard.error.TrainyardException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The bots as turns see them, in memory. Thread-safe. Looking a bot up takes no lock and touches no store, but for the
 * first time and after a long rest.
 *
 * <p>
 * Everything that turns need of a bot is one immutable value, replaced as a whole. Whoever replaces it holds the lock
 * that the bot's name falls to, from the first read of the stores to the replacement. So reads of one bot never
 * overtake each other, and a change that was acknowledged before {@link #changed} is never lost to a read that began
 * before it.
 */
public final class LiveBots implements LiveBotLookup, BotChanges {
  private static final int LOCKS = 256;
  private static final int MOST_ABSENT = 1000;
  private static final Duration ABSENT_FOR = Duration.ofSeconds(1);

  private final LiveBotReader reader;
  private final FunctionEngine engine;
  private final InstantSource clock;
  private final Duration rest;
  private final FailureListener failures;
  private final Map<BotName, Held> held = new ConcurrentHashMap<>();
  private final Map<BotName, Instant> absent = new ConcurrentHashMap<>();
  private final List<Lock> locks;

  /**
   * No bots yet.
   *
   * @param reader reads them
   * @param engine is told which versions serve
   * @param clock for how long a name counts as unknown, and for rests
   * @param rest after how long without a turn a bot is forgotten and no longer followed
   * @param failures hears of failed refreshes
   */
  public LiveBots(LiveBotReader reader, FunctionEngine engine, InstantSource clock, Duration rest,
      FailureListener failures) {
    this.reader = reader;
    this.engine = engine;
    this.clock = clock;
    this.rest = rest;
    this.failures = failures;
    this.locks = Stream.<Lock>generate(ReentrantLock::new).limit(LOCKS).toList();
  }

  @Override
  public LiveBot find(BotName name) {
    return findInMemory(name).orElseGet(() -> firstTime(name));
  }

  @Override
  public Optional<LiveBot> findInMemory(BotName name) {
    Held known = held.get(name);
    if (known == null) {
      return Optional.empty();
    }
    if (!known.used) {
      known.used = true;
    }
    return Optional.of(known.bot);
  }

  /**
   * {@inheritDoc}
   *
   * <p>
   * When the stores cannot be read, turns go on with what they had, and the next refresh tries again.
   */
  @Override
  public void changed(BotName bot) {
    Lock lock = lock(bot);
    lock.lock();
    try {
      absent.remove(bot);
      reread(bot);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Follows the changes that other servers made, and forgets bots at rest. To be called about every second by one
   * thread; costs a few small reads for a bot that is not at rest. Never throws.
   */
  public void refresh() {
    Instant now = clock.instant();
    absent.values().removeIf(until -> !until.isAfter(now));
    for (BotName name : new ArrayList<>(held.keySet())) {
      Lock lock = lock(name);
      lock.lock();
      try {
        Held known = held.get(name);
        if (known != null && known.restsSince(now, rest)) {
          held.remove(name);
        } else if (known != null) {
          reread(name);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * How many bots are in memory.
   *
   * @return the number
   */
  public int size() {
    return held.size();
  }

  private LiveBot firstTime(BotName name) {
    Lock lock = lock(name);
    lock.lock();
    try {
      Held known = held.get(name);
      if (known != null) {
        return known.bot;
      }
      Instant until = absent.get(name);
      if (until != null && until.isAfter(clock.instant())) {
        throw notFound(name);
      }
      Optional<LiveBot> read = reader.read(name, Optional.empty());
      if (read.isEmpty()) {
        rememberAbsent(name);
        throw notFound(name);
      }
      replace(name, Optional.empty(), read.get());
      return read.get();
    } finally {
      lock.unlock();
    }
  }

  private void rememberAbsent(BotName name) {
    if (absent.size() >= MOST_ABSENT) {
      absent.clear();
    }
    absent.put(name, clock.instant().plus(ABSENT_FOR));
  }

  /** The caller holds the bot's lock. */
  private void reread(BotName name) {
    Optional<LiveBot> last = Optional.ofNullable(held.get(name)).map(known -> known.bot);
    try {
      Optional<LiveBot> now = reader.read(name, last);
      if (now.isPresent()) {
        replace(name, last, now.get());
      } else {
        held.remove(name);
        last.ifPresent(gone -> keepWarm(name, gone, Set.of(), Set.of()));
      }
    } catch (RuntimeException failure) {
      failures.failed("refresh bot " + name, failure);
    }
  }

  private void replace(BotName name, Optional<LiveBot> last, LiveBot now) {
    Held known = held.get(name);
    if (known == null) {
      held.put(name, new Held(now, clock.instant()));
    } else {
      known.bot = now;
    }
    last.filter(before -> !before.bot().id().equals(now.bot().id()))
        .ifPresent(gone -> keepWarm(name, gone, Set.of(), Set.of()));
    if (last.isEmpty() || !last.get().pointsLike(now)) {
      keepWarm(name, now, now.serving(), now.fallback());
    }
  }

  private void keepWarm(BotName name, LiveBot live, Set<FunctionVersion> serving,
      Set<FunctionVersion> fallback) {
    try {
      engine.keepWarm(live.bot().id(), serving, fallback);
    } catch (RuntimeException failure) {
      failures.failed("keep bot " + name + " warm", failure);
    }
  }

  private Lock lock(BotName name) {
    return locks.get(Math.floorMod(name.hashCode(), LOCKS));
  }

  private static TrainyardException notFound(BotName name) {
    return TrainyardException.notFound("bot " + name);
  }

  /** A bot in memory. Fields other than {@code bot} and {@code used} are guarded by the bot's lock. */
  private static final class Held {
    private volatile LiveBot bot;
    private volatile boolean used = true;
    private Instant lastUse;

    Held(LiveBot bot, Instant now) {
      this.bot = bot;
      this.lastUse = now;
    }

    boolean restsSince(Instant now, Duration rest) {
      if (used) {
        used = false;
        lastUse = now;
      }
      return lastUse.plus(rest).isBefore(now);
    }
  }
}
