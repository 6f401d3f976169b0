package dev.trainyard.aws.runtimeapi;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A process of this machine with all that it started. Thread-safe. */
final class ProcessTree {
  private static final Path PROC = Path.of("/proc");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern TAKEN = Pattern.compile("(?m)^(?:RssAnon|RssShmem):\\s+(\\d+) kB");
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB");
  private static final Process SHELL = shell();

  private final long root;

  ProcessTree(Process root) {
    this.root = root.pid();
  }

  /**
   * Memory of the largest process, in KiB, without files that it only maps. All together would count what they share
   * once for each.
   */
  int takenKilobytes() {
    return largest(TAKEN);
  }

  /** The most that one of the processes that still live ever had, in KiB. */
  int peakKilobytes() {
    return largest(PEAK);
  }

  /** Stops all processes, as Lambda does between two events. */
  void freeze() {
    signal("STOP");
  }

  /** Lets them go on. */
  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    String pids = members().stream().skip(1).map(String::valueOf).collect(Collectors.joining(" "));
    if (pids.isEmpty()) {
      return;
    }
    synchronized (SHELL) {
      try {
        OutputStream commands = SHELL.getOutputStream();
        commands.write(("kill -" + name + ' ' + pids + "; echo\n").getBytes(StandardCharsets.US_ASCII));
        commands.flush();
        int done = SHELL.getInputStream().read();
        if (done < 0) {
          throw new IllegalStateException("the shell that sends signals has gone");
        }
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }

  private int largest(Pattern pattern) {
    int largest = 0;
    for (long pid : members()) {
      int kilobytes = 0;
      Matcher found = pattern.matcher(read(PROC.resolve(pid + "/status")));
      while (found.find()) {
        kilobytes += Integer.parseInt(found.group(1));
      }
      largest = Math.max(largest, kilobytes);
    }
    return largest;
  }

  private List<Long> members() {
    List<Long> found = new ArrayList<>(List.of(root));
    for (int next = 0; next < found.size(); next++) {
      try (DirectoryStream<Path> threads = Files.newDirectoryStream(PROC.resolve(found.get(next) + "/task"))) {
        for (Path thread : threads) {
          Matcher children = NUMBER.matcher(read(thread.resolve("children")));
          while (children.find()) {
            found.add(Long.valueOf(children.group()));
          }
        }
      } catch (IOException | DirectoryIteratorException gone) {
        // It has ended, and with it went what there was to see.
      }
    }
    return found;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  private static Process shell() {
    try {
      return new ProcessBuilder("/bin/sh").redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
