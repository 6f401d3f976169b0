package dev.trainyard.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What processes have used of the processor since they began, and how often their threads have waited.
 *
 * @param micros of user and system time
 * @param waits voluntary context switches of the threads that live
 */
record ProcessorTime(long micros, long waits) {
  /** {@code USER_HZ} of Linux on x86-64. */
  private static final long MICROS_PER_TICK = 10_000;

  /** Of one process. */
  static ProcessorTime of(long pid) {
    List<String> stat = List.of(text(Path.of("/proc/" + pid + "/stat")).replaceFirst("^.*\\) ", "").split(" "));
    long ticks = stat.size() < 13 ? 0 : Long.parseLong(stat.get(11)) + Long.parseLong(stat.get(12));
    return new ProcessorTime(ticks * MICROS_PER_TICK, waits(Path.of("/proc/" + pid + "/task")));
  }

  /** Of several processes together; those that are not there any more count nothing. */
  static ProcessorTime of(Set<Long> pids) {
    return pids.stream().map(ProcessorTime::of).reduce(new ProcessorTime(0, 0),
        (one, other) -> new ProcessorTime(one.micros + other.micros, one.waits + other.waits));
  }

  /** All processes below one. */
  static Set<Long> below(long pid) {
    return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  ProcessorTime minus(ProcessorTime earlier) {
    return new ProcessorTime(micros - earlier.micros, waits - earlier.waits);
  }

  ProcessorTime plus(ProcessorTime more) {
    return new ProcessorTime(micros + more.micros, waits + more.waits);
  }

  private static long waits(Path tasks) {
    try (Stream<Path> threads = Files.list(tasks)) {
      return threads.mapToLong(thread -> text(thread.resolve("status")).lines()
          .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
          .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip())).sum()).sum();
    } catch (IOException | UncheckedIOException gone) {
      return 0;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }
}
