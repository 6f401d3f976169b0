package dev.trainyard.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the kernel says of processes. */
final class Processes {
  private Processes() {
  }

  /** Resident memory of one process in MB: what {@code ps} shows. */
  static double residentMegabytes(long pid) {
    return kilobytes(Path.of("/proc/" + pid + "/status"), "VmRSS:") / 1024.0;
  }

  /** The processes that a process started itself. */
  static Set<Long> children(long pid) {
    return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children).map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  /** The processes that a process started, and those that they started. */
  static Set<Long> below(long pid) {
    return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  /** Whether any process below one has a word in its command line. */
  static boolean anyMentions(long pid, String word) {
    return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants)
        .anyMatch(process -> text(Path.of("/proc/" + process.pid() + "/cmdline")).contains(word));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }

  /** The share of memory of a process and all below it, in MB: pages that several map are divided among them. */
  static double proportionalMegabytes(long pid) {
    return ProcessHandle.of(pid).stream().flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
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
