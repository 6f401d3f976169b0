package dev.trainyard.aws.runtimeapi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** What an execution environment wrote since its last answer, between Lambda's own lines. Thread-safe. */
final class EnvironmentLog {
  private static final int TAIL = 4096;
  private static final int MOST = 1024 * 1024;
  private static final long PAUSE = 5_000_000;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final byte[] piece = new byte[64 * 1024];

  /** Follows a process's output until it ends. */
  void follow(Process process) {
    Thread.ofVirtual().start(() -> {
      while (process.isAlive()) {
        drain(process);
        LockSupport.parkNanos(PAUSE);
      }
    });
  }

  /** Takes in what a process has written by now. */
  synchronized void drain(Process process) {
    InputStream output = process.getInputStream();
    try {
      while (output.available() > 0) {
        int read = output.read(piece);
        if (read < 0) {
          return;
        }
        written.write(piece, 0, read);
        if (written.size() > MOST) {
          byte[] kept = tail(MOST / 2);
          written.reset();
          written.writeBytes(kept);
        }
      }
    } catch (IOException closed) {
      // Its process was ended.
    }
  }

  /** Adds a line of Lambda's own; the code's output may have ended without a line break. */
  synchronized void line(String text) {
    byte[] before = written.toByteArray();
    if (before.length > 0 && before[before.length - 1] != '\n') {
      written.write('\n');
    }
    written.writeBytes((text + '\n').getBytes(StandardCharsets.UTF_8));
  }

  /** The last 4 KB, as Invoke gives them; what comes later belongs to the next answer. */
  synchronized byte[] take() {
    byte[] kept = tail(TAIL);
    written.reset();
    return kept;
  }

  /** Everything, within reason; what comes later belongs to the next answer. */
  synchronized byte[] takeAll() {
    byte[] all = written.toByteArray();
    written.reset();
    return all;
  }

  private byte[] tail(int most) {
    byte[] all = written.toByteArray();
    return Arrays.copyOfRange(all, Math.max(0, all.length - most), all.length);
  }
}
