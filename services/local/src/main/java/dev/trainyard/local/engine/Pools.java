package dev.trainyard.local.engine;

import dev.trainyard.bot.BotId;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Ran;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All pools of workers, and the room that they share. When there is none left, idle workers end to make some: drafts
 * first, then what no stage points to, the longest unused first. The last worker of a version that a stage points to,
 * or a roll-back would, is kept: it takes none of the room, and ends only for lack of memory. Thread-safe.
 */
final class Pools implements WorkerBudget {
  private static final int RESERVE = 16;
  private static final int DRAFTS_SHARE = 2;

  private final LocalEngineSettings settings;
  private final WorkerFactory factory;
  private final Ticker ticker;
  private final Map<WorkerKey, Place> places = new ConcurrentHashMap<>();
  private final Map<BotId, Advice> advice = new ConcurrentHashMap<>();
  private final AtomicInteger total = new AtomicInteger();
  /** How many of them are kept, as it was at the last look, and those that were taken as such since. */
  private final AtomicInteger kept = new AtomicInteger();
  private final AtomicInteger drafts = new AtomicInteger();
  private volatile long usedKilobytes;
  private volatile boolean closed;

  private record Place(WorkerPool pool, WorkerFactory.Recipe recipe) {
  }

  private record Advice(Set<WorkerKey> serving, Set<WorkerKey> fallback, Set<SandboxKey> sandboxes) {
  }

  Pools(LocalEngineSettings settings, WorkerFactory factory, Ticker ticker) {
    this.settings = settings;
    this.factory = factory;
    this.ticker = ticker;
  }

  static WorkerKey key(FunctionVersion version) {
    NodeFunction function = version.function();
    return new WorkerKey(function.bot(), function.node(), version.reference(), Lane.TURN);
  }

  /** The pool of a key, made when it is not there. */
  WorkerPool pool(WorkerKey key, NodeFunction function, FunctionSpec spec) {
    Place found = places.get(key);
    if (found == null) {
      found = places.computeIfAbsent(key, _ -> make(key, function, spec));
    }
    return found.pool();
  }

  private Place make(WorkerKey key, NodeFunction function, FunctionSpec spec) {
    WorkerFactory.Recipe recipe = factory.recipe(function, spec, key);
    int warm = key.lane() == Lane.DRAFT ? Math.min(2, settings.warmWorkersPerNode()) : settings.warmWorkersPerNode();
    int most = key.lane() == Lane.DRAFT
        ? Math.min(settings.draftSlots(), settings.workersPerNode())
        : settings.workersPerNode();
    WorkerPool pool = new WorkerPool(key, new WorkerPool.Bounds(Math.min(warm, most), most, settings.queuePerNode()),
        this, each -> factory.start(each, recipe));
    if (closed) {
      pool.close(Turn.unavailable("The engine is closed."));
    }
    ticker.watch(pool);
    return new Place(pool, recipe);
  }

  void advise(BotId bot, Set<FunctionVersion> serving, Set<FunctionVersion> fallback, Set<SandboxKey> sandboxes) {
    if (serving.isEmpty() && fallback.isEmpty()) {
      advice.remove(bot);
    } else {
      advice.put(bot, new Advice(keys(serving), keys(fallback), Set.copyOf(sandboxes)));
    }
  }

  private static Set<WorkerKey> keys(Set<FunctionVersion> versions) {
    Set<WorkerKey> keys = new HashSet<>();
    versions.forEach(version -> keys.add(key(version)));
    return keys;
  }

  /** Which sandboxes stay although nothing runs in them. */
  Set<SandboxKey> keptSandboxes() {
    Set<SandboxKey> kept = new HashSet<>();
    advice.values().forEach(each -> kept.addAll(each.sandboxes()));
    return kept;
  }

  private Warmth warmth(WorkerKey key) {
    if (key.lane() == Lane.DRAFT) {
      return Warmth.DRAFT;
    }
    Advice given = advice.get(key.bot());
    if (given == null) {
      return Warmth.FORGOTTEN;
    }
    return given.serving().contains(key)
        ? Warmth.SERVING
        : given.fallback().contains(key) ? Warmth.FALLBACK : Warmth.FORGOTTEN;
  }

  @Override
  public boolean take(WorkerPool pool, boolean first) {
    if (usedKilobytes > settings.workerMemory().bytes() / 1024) {
      return false;
    }
    boolean draft = pool.key().lane() == Lane.DRAFT;
    boolean stays = first && isKept(warmth(pool.key()));
    kept.addAndGet(stays ? 1 : 0);
    drafts.addAndGet(draft ? 1 : 0);
    boolean room = total.incrementAndGet() - kept.get() <= settings.workers() || stays;
    if (!room || (draft && drafts.get() > settings.workers() / DRAFTS_SHARE)) {
      giveBack(pool);
      return false;
    }
    return true;
  }

  private static boolean isKept(Warmth warmth) {
    return warmth.compareTo(Warmth.FALLBACK) >= 0;
  }

  @Override
  public void giveBack(WorkerPool pool) {
    total.decrementAndGet();
    drafts.addAndGet(pool.key().lane() == Lane.DRAFT ? -1 : 0);
  }

  @Override
  public void waitingIn(WorkerPool pool) {
    ticker.wake();
  }

  /** Adds up the memory, and ends idle workers before there is too little room for those that will be wanted. */
  void makeRoom() {
    long used = 0;
    int last = 0;
    for (Map.Entry<WorkerKey, Place> each : places.entrySet()) {
      WorkerPool pool = each.getValue().pool();
      used += pool.memoryKilobytes();
      last += pool.size() > 0 && isKept(warmth(each.getKey())) ? 1 : 0;
    }
    usedKilobytes = used;
    kept.set(last);
    boolean noMemory = used > settings.workerMemory().bytes() / 1024 * 9 / 10;
    int surplus = total.get() - last - (settings.workers() - settings.workers() / RESERVE);
    if (noMemory || surplus > 0) {
      endIdlest(Math.max(surplus, 1), noMemory);
    }
  }

  /** A pool as it was when its turn to shrink was decided; pools change while they are sorted. */
  private record Candidate(WorkerPool pool, Warmth warmth, long lastUse) {
  }

  private void endIdlest(int count, boolean alsoLast) {
    List<Candidate> order = places.values().stream().map(Place::pool)
        .map(pool -> new Candidate(pool, warmth(pool.key()), pool.lastUse()))
        .sorted(Comparator.comparing(Candidate::warmth).thenComparingLong(Candidate::lastUse)).toList();
    int left = count;
    for (Candidate each : order) {
      boolean dispensable = !isKept(each.warmth());
      while (left > 0 && each.pool().endOne(dispensable)) {
        left--;
      }
    }
    for (Candidate each : order) {
      if (alsoLast && left > 0 && each.pool().endOne(true)) {
        left--;
      }
    }
  }

  /** Ends what has been idle for long, and forgets pools that are empty. */
  void endIdle() {
    long eldest = System.nanoTime() - settings.workerIdle().toNanos();
    for (Map.Entry<WorkerKey, Place> each : places.entrySet()) {
      WorkerPool pool = each.getValue().pool();
      pool.endDead();
      boolean dispensable = !isKept(warmth(each.getKey()));
      if (pool.lastUse() - eldest < 0) {
        while (pool.endOne(dispensable)) {
          Thread.onSpinWait();
        }
        if (dispensable && pool.closeIfEmpty()) {
          forget(each.getKey(), each.getValue());
        }
      }
    }
  }

  private void forget(WorkerKey key, Place place) {
    places.remove(key, place);
    ticker.forget(place.pool());
  }

  /** Ends workers whose processes went with their sandbox. */
  void buryWorkersOf(Sandbox sandbox) {
    places.values().stream().filter(each -> each.recipe().sandbox().equals(sandbox.key()))
        .forEach(each -> each.pool().endDead());
  }

  void retire(WorkerKey key) {
    Place place = places.get(key);
    if (place != null) {
      forget(key, place);
      place.pool().close(Turn.unavailable("The version was retired."));
    }
  }

  int workers() {
    return total.get();
  }

  void close() {
    closed = true;
    for (Place place : places.values()) {
      place.pool().close(new Invocation.Unavailable("The engine is closed.", Ran.NO));
    }
  }
}
