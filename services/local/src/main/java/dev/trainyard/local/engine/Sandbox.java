package dev.trainyard.local.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running sandbox: its process, its socket, and the workers in it that are at work for long, whose memory is looked
 * at. Thread-safe. Every question goes over a connection of its own, so that none waits behind another.
 */
final class Sandbox implements Ticker.Watched {
  private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] CONTROL = "{\"op\":\"control\"}".getBytes(StandardCharsets.UTF_8);
  private static final long MEASURE = TimeUnit.MILLISECONDS.toNanos(100);

  private final SandboxKey key;
  private final Path socket;
  private final Process process;
  private final Ticker ticker;
  private final Set<Measured> members = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean measuring = new AtomicBoolean();
  private volatile long nextMeasure = System.nanoTime();
  private volatile long lastUse = System.nanoTime();
  private volatile List<String> isolation = List.of();

  /** A worker whose memory is looked at while it works for long. */
  interface Measured {
    String id();

    boolean worksForLong(long now);

    void uses(int kilobytes);
  }

  Sandbox(SandboxKey key, Path socket, Process process, Ticker ticker) {
    this.key = key;
    this.socket = socket;
    this.process = process;
    this.ticker = ticker;
  }

  SandboxKey key() {
    return key;
  }

  Process process() {
    return process;
  }

  Path socket() {
    return socket;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  List<String> isolation() {
    return isolation;
  }

  long lastUse() {
    return lastUse;
  }

  void used() {
    lastUse = System.nanoTime();
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  int workers() {
    return members.size();
  }

  Connection connect() throws IOException {
    return Connection.open(socket);
  }

  void add(Measured worker) {
    members.add(worker);
  }

  void remove(Measured worker) {
    members.remove(worker);
    used();
  }

  /** Waits until the sandbox answers. */
  void greet(long nanos) throws IOException {
    JsonNode answer = ask(Map.of("op", "ping"), nanos);
    isolation = StreamSupport.stream(answer.path("isolation").spliterator(), false).map(JsonNode::asText).toList();
  }

  /** Has a worker's supervisor killed, and all it started with it. Does not wait. */
  void kill(String worker) {
    Thread.ofVirtual().start(() -> {
      try {
        ask(Map.of("op", "kill", "worker", worker), TimeUnit.SECONDS.toNanos(1));
      } catch (IOException deaf) {
        LOG.warn("Sandbox {} does not listen; it is killed.", key.owner(), deaf);
        process.destroy();
      }
    });
  }

  private JsonNode ask(Map<String, ?> question, long nanos) throws IOException {
    try (Connection connection = connect(); Alarm _ = Alarm.set(ticker, nanos, connection::close)) {
      connection.send(CONTROL);
      connection.send(JSON.writeValueAsBytes(question));
      return JSON.readTree(connection.receive().header());
    }
  }

  @Override
  public boolean tick(long now) {
    boolean busy = false;
    for (Measured each : members) {
      busy |= each.worksForLong(now);
    }
    if (busy && now - nextMeasure >= 0 && measuring.compareAndSet(false, true)) {
      nextMeasure = now + MEASURE;
      Thread.ofVirtual().start(this::measure);
    }
    return busy;
  }

  private void measure() {
    try {
      long now = System.nanoTime();
      Map<String, Measured> asked = new HashMap<>();
      for (Measured each : members) {
        if (each.worksForLong(now)) {
          asked.put(each.id(), each);
        }
      }
      JsonNode answer = ask(Map.of("op", "measure", "workers", asked.keySet()), TimeUnit.SECONDS.toNanos(2));
      asked.forEach((id, each) -> each.uses(answer.path("memory_kb").path(id).asInt()));
    } catch (IOException unanswered) {
      LOG.debug("Memory in sandbox {} is not known.", key.owner(), unanswered);
    } finally {
      measuring.set(false);
    }
  }

  /** Ends the sandbox and all in it. Does not wait. */
  void end() {
    process.destroy();
  }

  /** Makes sure that nothing is left. */
  static void awaitEnd(Collection<Sandbox> all, long nanos) {
    long latest = System.nanoTime() + nanos;
    for (Sandbox each : all) {
      try {
        if (!each.process.waitFor(Math.max(1, latest - System.nanoTime()), TimeUnit.NANOSECONDS)) {
          each.process.destroyForcibly().waitFor(1, TimeUnit.SECONDS);
        }
      } catch (InterruptedException stop) {
        each.process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
