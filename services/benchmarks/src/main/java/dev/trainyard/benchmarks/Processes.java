package dev.trainyard.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel says of processes. */
final class Processes {
  private Processes() {
  }

  /** Resident memory of one process in MB: what {@code ps} shows. */
  static double residentMegabytes(long pid) {
    return kilobytes(Path.of("/proc/" + pid + "/status"), "VmRSS:") / 1024.0;
  }

  /** The share of memory of all processes below one, in MB: pages that several map are divided among them. */
  static double proportionalMegabytesBelow(long pid) {
    return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants)
        .mapToDouble(process -> kilobytes(Path.of("/proc/" + process.pid() + "/smaps_rollup"), "Pss:")).sum() / 1024;
  }

  private static double kilobytes(Path file, String key) {
    try (Stream<String> lines = Files.lines(file)) {
      List<String> found = lines.filter(line -> line.startsWith(key)).toList();
      return found.isEmpty() ? 0 : Double.parseDouble(found.getFirst().replaceAll("[^0-9]", ""));
    } catch (IOException | UncheckedIOException gone) {
      return 0;
    }
  }
}
