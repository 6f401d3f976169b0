package dev.trainyard.local.engine;

import dev.trainyard.engine.MemorySize;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The limits of the local engine.
 *
 * @param cacheFolder where layers are unpacked; readable by all, since node code runs as nobody in particular
 * @param warmWorkersPerNode up to how many workers a node gets as soon as turns would wait
 * @param workersPerNode up to how many it gets when turns have waited for a while, as they do when its code waits for
 * others
 * @param workers up to how many workers there are beside the first of each released node, which memory alone limits
 * @param workerMemory how much memory all workers may use; idle ones make room
 * @param slots how many invocations may run at once
 * @param draftSlots how many of these may be drafts; the rest is reserved for turns
 * @param slotsPerBot how many of the slots one bot may take
 * @param queuePerNode how many invocations of a node may wait; more are turned away at once
 * @param checks how many checks of code may run at once; eight times as many may wait
 * @param sandboxes how many bots' sandboxes may run at once
 * @param blankWorkers how many workers of a sandbox are prepared before they are needed
 * @param loadLimit how long loading code may take
 * @param sandboxStart how long a sandbox may take to start
 * @param workerIdle after how long an idle worker of nothing released ends
 * @param sandboxIdle after how long a sandbox without workers ends
 * @param codeMemory how much code is kept in memory, compiled
 * @param temporaryFiles how much a worker may write to {@code /tmp}
 * @param processes how many processes and threads a worker may have
 * @param descriptors how many files a process of a worker may have open
 * @param logBytes how much output of an invocation is kept, at most 256 KiB
 * @param rootRunsAs user and group that take the place of root, when the server runs as root
 */
public record LocalEngineSettings(Path cacheFolder, int warmWorkersPerNode, int workersPerNode, int workers,
    MemorySize workerMemory, int slots, int draftSlots, int slotsPerBot, int queuePerNode, int checks, int sandboxes,
    int blankWorkers, Duration loadLimit, Duration sandboxStart, Duration workerIdle, Duration sandboxIdle,
    MemorySize codeMemory, MemorySize temporaryFiles, int processes, int descriptors, int logBytes, int rootRunsAs) {
  private static final int MOST_LOG_BYTES = 256 * 1024;
  private static final int NOBODY_IN_PARTICULAR = 64_177;

  public LocalEngineSettings {
    between("warmWorkersPerNode", warmWorkersPerNode, 1, workersPerNode);
    between("workersPerNode", workersPerNode, 1, workers);
    between("workers", workers, 1, 4096);
    between("slots", slots, 2, 4096);
    between("draftSlots", draftSlots, 1, slots - 1);
    between("slotsPerBot", slotsPerBot, 1, slots);
    between("queuePerNode", queuePerNode, 1, 100_000);
    between("checks", checks, 1, 64);
    between("sandboxes", sandboxes, 1, 1024);
    between("blankWorkers", blankWorkers, 0, 16);
    between("processes", processes, 8, 4096);
    between("descriptors", descriptors, 32, 4096);
    between("logBytes", logBytes, 1024, MOST_LOG_BYTES);
    between("rootRunsAs", rootRunsAs, 1, 65_533);
    positive("loadLimit", loadLimit);
    positive("sandboxStart", sandboxStart);
    positive("workerIdle", workerIdle);
    positive("sandboxIdle", sandboxIdle);
  }

  /**
   * Settings that fit a machine.
   *
   * @param cacheFolder where layers are unpacked
   * @param cores how many processors there are
   * @param memory of the machine
   * @return the defaults
   */
  public static LocalEngineSettings defaults(Path cacheFolder, int cores, MemorySize memory) {
    int warm = Math.max(4, 2 * cores);
    int slots = Math.max(32, 16 * cores);
    MemorySize half = new MemorySize(Math.max(256, memory.megabytes() / 2));
    return new LocalEngineSettings(cacheFolder, warm, 4 * warm, 256, half, slots, Math.max(1, slots / 4),
        Math.max(1, slots * 3 / 4), 256, Math.max(1, cores / 2), 64, 2, Duration.ofSeconds(10), Duration.ofSeconds(15),
        Duration.ofMinutes(10), Duration.ofMinutes(15), new MemorySize(64), new MemorySize(64), 64, 256,
        MOST_LOG_BYTES, NOBODY_IN_PARTICULAR);
  }

  private static void between(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
    }
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " must be more than nothing");
    }
  }
}
