package dev.trainyard.local.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.bot.CodeProblem;
import dev.trainyard.bot.Digest;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compiles code in a sandbox in which none is ever run. A compiler process serves several checks one after the other;
 * few work at once, some may wait, more are turned away. Thread-safe.
 */
final class Compiler implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MOST_TIME = TimeUnit.SECONDS.toNanos(15);
  private static final long IDLE = TimeUnit.SECONDS.toNanos(5);
  private static final int CHECKS_PER_PROCESS = 200;
  private static final int WAITING_PER_CHECK = 8;
  private static final int MOST_PROBLEMS = 20;
  private static final String TOO_COMPLEX = "too complex to compile";

  private final SandboxKey key;
  private final Sandboxes sandboxes;
  private final BiConsumer<Digest, CodeShelf.Code> compiled;
  private final Ticker ticker;
  private final Semaphore running;
  private final AtomicInteger present = new AtomicInteger();
  private final int mostPresent;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Line> idle = new ArrayDeque<>();

  /** A connection to a compiler process. */
  private record Line(Connection connection, int uses, long since) {
  }

  /**
   * A compiler.
   *
   * @param key of the sandbox
   * @param compiled is given what compiles
   * @param checks how many may work at once
   */
  Compiler(SandboxKey key, Sandboxes sandboxes, BiConsumer<Digest, CodeShelf.Code> compiled, Ticker ticker,
      int checks) {
    this.key = key;
    this.sandboxes = sandboxes;
    this.compiled = compiled;
    this.ticker = ticker;
    this.running = new Semaphore(checks, true);
    this.mostPresent = checks * (1 + WAITING_PER_CHECK);
  }

  /**
   * Compiles code and hands on what comes of it.
   *
   * @return where it does not compile
   * @throws TrainyardException when it could not be done
   */
  List<CodeProblem> compile(Digest digest, byte[] source) {
    if (present.incrementAndGet() > mostPresent) {
      present.decrementAndGet();
      throw new TrainyardException(ErrorCode.OVERLOADED, "Too much code is being checked; try again in a moment.");
    }
    try {
      CompletableFuture<List<CodeProblem>> done = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> done.completeAsync(() -> exchange(digest, source), Runnable::run));
      return done.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof TrainyardException ours ? ours : unavailable(failed);
    } finally {
      present.decrementAndGet();
    }
  }

  private List<CodeProblem> exchange(Digest digest, byte[] source) {
    running.acquireUninterruptibly();
    try {
      Line kept = take();
      if (kept != null) {
        try {
          return ask(kept, digest, source);
        } catch (IOException ended) {
          kept.connection().close();
        }
      }
      Line fresh = new Line(sandboxes.running(key).connect(), 0, 0);
      try {
        return ask(fresh, digest, source);
      } catch (IOException failed) {
        fresh.connection().close();
        throw failed;
      }
    } catch (IOException failed) {
      throw unavailable(failed);
    } finally {
      running.release();
    }
  }

  private List<CodeProblem> ask(Line line, Digest digest, byte[] source) throws IOException {
    Connection connection = line.connection();
    Connection.Message answer;
    try (Alarm _ = Alarm.set(ticker, MOST_TIME, connection::close)) {
      connection.send(JSON.writeValueAsBytes(Map.of("op", "check", "blobs", new int[]{source.length})), source);
      answer = connection.receive();
    }
    List<CodeProblem> problems = problems(JSON.readTree(answer.header()));
    if (problems.isEmpty()) {
      compiled.accept(digest, new CodeShelf.Code(source, answer.blobs()));
    }
    boolean spent = problems.stream().anyMatch(problem -> problem.message().equals(TOO_COMPLEX));
    if (spent && line.uses() > 0) {
      throw new IOException("It may have been too much only for a compiler that had done others before.");
    }
    if (!spent && line.uses() < CHECKS_PER_PROCESS) {
      put(new Line(connection, line.uses() + 1, System.nanoTime()));
    } else {
      connection.close();
    }
    return problems;
  }

  private static List<CodeProblem> problems(JsonNode answer) throws IOException {
    if (!answer.path("problems").isArray()) {
      throw new IOException("The compiler's answer has no problems: "
          + new String(JSON.writeValueAsBytes(answer), StandardCharsets.UTF_8));
    }
    List<CodeProblem> problems = new ArrayList<>();
    for (JsonNode each : answer.path("problems")) {
      if (problems.size() < MOST_PROBLEMS) {
        problems.add(new CodeProblem(Math.max(1, each.path("line").asInt()), Math.max(1, each.path("column").asInt()),
            each.path("message").asText()));
      }
    }
    return problems;
  }

  private @Nullable Line take() {
    lock.lock();
    try {
      return idle.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  private void put(Line line) {
    lock.lock();
    try {
      idle.addFirst(line);
    } finally {
      lock.unlock();
    }
  }

  /** Ends compiler processes that nobody has used for a few seconds. */
  void endIdle() {
    long eldest = System.nanoTime() - IDLE;
    lock.lock();
    try {
      while (!idle.isEmpty() && idle.getLast().since() - eldest < 0) {
        idle.removeLast().connection().close();
      }
    } finally {
      lock.unlock();
    }
  }

  private static TrainyardException unavailable(Throwable cause) {
    return new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE,
        "The code could not be compiled, because the engine failed. Its health says more.", Map.of(), cause);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      idle.forEach(line -> line.connection().close());
      idle.clear();
    } finally {
      lock.unlock();
    }
  }
}
