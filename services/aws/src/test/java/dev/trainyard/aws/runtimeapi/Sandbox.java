package dev.trainyard.aws.runtimeapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Starts programs in a sandbox that shows them the layers, a node's code, {@code /tmp}, and the network; nothing else
 * of this machine. Thread-safe.
 */
final class Sandbox {
  private static final int MOST_DESCRIPTORS = 1024;
  private static final String TEMPORARY_BYTES = Integer.toString(64 * 1024 * 1024);
  private static final String LIMITED = "ulimit -c 0 && ulimit -n " + MOST_DESCRIPTORS
      + " && exec /usr/bin/env -i \"$@\"";
  private static final Map<String, String> FILES = Map.of("hosts", "127.0.0.1 localhost\n", "nsswitch.conf",
      "hosts: files dns\n", "passwd", "root:x:0:0:root:/root:/none\nnode:x:993:990:node:/tmp:/none\n", "group",
      "root:x:0:\nnode:x:990:\n", "resolv.conf", "");
  /** A sandbox ends with the thread that started it. */
  private static final ExecutorService STARTER = Executors
      .newSingleThreadExecutor(Thread.ofPlatform().name("sandboxes").daemon().factory());
  private static final Path ETC = etc();

  private Sandbox() {
  }

  /**
   * Starts a program.
   *
   * @param code the folder for {@code /var/task}
   * @param environment all of its environment
   * @param options more of bubblewrap's options
   * @param program with its arguments
   * @return its process, output and errors in one stream
   */
  static Process start(Path code, Map<String, String> environment, List<String> options, List<String> program) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", LIMITED, "sh"));
    command.addAll(bubblewrap());
    command.addAll(List.of("--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
        "--uid", "993", "--gid", "990", "--cap-drop", "ALL", "--die-with-parent", "--new-session", "--clearenv",
        "--ro-bind", Layers.folder().toString(), "/opt", "--ro-bind", code.toString(), "/var/task", "--ro-bind",
        ETC.toString(), "/etc", "--proc", "/proc", "--dev", "/dev", "--size", TEMPORARY_BYTES, "--tmpfs", "/tmp"));
    command.addAll(options);
    environment.forEach((name, value) -> command.addAll(List.of("--setenv", name, value)));
    command.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/var/task", "--"));
    command.addAll(program);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectInput(Path.of("/dev/null").toFile());
    builder.environment().clear();
    try {
      return STARTER.submit(builder::start).get();
    } catch (ExecutionException refused) {
      throw new IllegalStateException(refused);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  /** Bubblewrap as it comes with the runtime layer, run by the layer's own loader. */
  private static List<String> bubblewrap() {
    Path opt = Layers.folder();
    Path program = opt.resolve("py36/libexec/bwrap");
    return List.of(opt.resolve("py36/lib/ld-linux-x86-64.so.2").toString(), "--library-path",
        program + ":" + opt.resolve("py36/lib"), program.resolve("bwrap").toString());
  }

  /**
   * Tries whether this machine allows sandboxes.
   *
   * @return empty if it does, else why not
   */
  static String refusal() {
    Process tried = start(ETC, Map.of(), List.of(), List.of("/opt/bootstrap", "-c", "print('it works')"));
    try {
      String said = new String(tried.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return tried.waitFor(30, TimeUnit.SECONDS) && tried.exitValue() == 0 ? "" : said;
    } catch (IOException unreadable) {
      return unreadable.toString();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return stop.toString();
    }
  }

  private static Path etc() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "runtime-api", "etc").toAbsolutePath());
      for (Map.Entry<String, String> file : FILES.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      return folder;
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }
}
