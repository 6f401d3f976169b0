package dev.trainyard.local.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the engine needs of the system that it runs on. */
final class Platform {
  private Platform() {
  }

  /**
   * Refuses a system that cannot run the layers.
   *
   * @param system name of the operating system, as Java knows it
   * @param processor name of the processor, as Java knows it
   * @throws IllegalStateException with what is needed, and the way out
   */
  static void check(String system, String processor) {
    boolean fits = system.equals("Linux") && (processor.equals("amd64") || processor.equals("x86_64"));
    if (!fits) {
      throw new IllegalStateException(
          "The local engine runs node code in Linux sandboxes for x86-64 processors; this is "
              + system + " on " + processor
              + ". Start it on a Linux x86-64 machine (a virtual machine will do), or let AWS "
              + "Lambda run the code: set TRAINYARD_ENGINE=aws.");
    }
  }

  /** Whether this process runs as root. */
  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }
}
