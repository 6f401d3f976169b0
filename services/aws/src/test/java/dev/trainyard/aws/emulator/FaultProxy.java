package dev.trainyard.aws.emulator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Stands between the SDK and an emulator, passes requests on one by one, and does to them what a test asked for: the
 * faults of AWS that emulators do not have. Remembers every request. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
  private static final long LONGEST_HOLD_SECONDS = 60;
  private static final int READ_MILLISECONDS = 120_000;

  private final Function<Call, URI> upstream;
  private final ServerSocket listening;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final Map<String, HttpMessage> firstAnswers = new ConcurrentHashMap<>();

  /** Each of the faults once, or the one of them for ever. */
  private record Rule(Predicate<Call> matches, Deque<Fault> faults, boolean forEver) {
    synchronized Fault next() {
      Fault next = forEver ? faults.peekFirst() : faults.pollFirst();
      return next == null ? new Fault.Pass() : next;
    }
  }

  private FaultProxy(Function<Call, URI> upstream, ServerSocket listening) {
    this.upstream = upstream;
    this.listening = listening;
  }

  /**
   * A proxy that passes everything on.
   *
   * @param upstream an emulator's endpoint
   * @return listening on loopback
   */
  public static FaultProxy before(URI upstream) {
    return before(_ -> upstream);
  }

  /**
   * A proxy that passes each request on to where it belongs.
   *
   * @param upstream finds an emulator's endpoint
   * @return listening on loopback
   */
  public static FaultProxy before(Function<Call, URI> upstream) {
    try {
      FaultProxy proxy = new FaultProxy(upstream, new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("fault-proxy").start(proxy::accept);
      return proxy;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Where the SDK is to find it.
   *
   * @return an endpoint
   */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /**
   * Lets faults befall the next requests of a kind, one each, in this order; later ones pass. Of several kinds that a
   * request is of, the one that was asked for last counts, as long as it has faults left.
   *
   * @param operation such as {@code lambda:Invoke}
   * @param faults at least one
   */
  public void on(String operation, Fault... faults) {
    on(call -> call.is(operation), faults);
  }

  /**
   * Lets faults befall the next requests of a kind, as {@link #on(String, Fault...)} does.
   *
   * @param which the kind
   * @param faults at least one
   */
  public void on(Predicate<Call> which, Fault... faults) {
    rules.addFirst(new Rule(which, new ArrayDeque<>(Arrays.asList(faults)), false));
  }

  /**
   * Lets a fault befall every request of a kind, until {@link #pass}.
   *
   * @param operation such as {@code lambda:Invoke}
   * @param fault which
   */
  public void always(String operation, Fault fault) {
    always(call -> call.is(operation), fault);
  }

  /**
   * Lets a fault befall every request of a kind, until {@link #pass}.
   *
   * @param which the kind
   * @param fault which
   */
  public void always(Predicate<Call> which, Fault fault) {
    rules.addFirst(new Rule(which, new ArrayDeque<>(List.of(fault)), true));
  }

  /** Forgets faults that have not befallen anything. */
  public void pass() {
    rules.clear();
  }

  /**
   * What was asked so far.
   *
   * @return in the order in which requests came
   */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /**
   * How often something was asked.
   *
   * @param operation such as {@code lambda:PublishVersion}
   * @return a count
   */
  public int count(String operation) {
    return (int) calls.stream().filter(call -> call.is(operation)).count();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket caller = listening.accept();
        Thread.ofVirtual().start(() -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      caller.setTcpNoDelay(true);
      HttpMessage request = HttpMessage.request(new BufferedInputStream(caller.getInputStream()),
          caller.getOutputStream());
      if (request != null) {
        String[] first = request.firstLine().split(" ", -1);
        Call call = Call.of(first[0], first[1], request.headers(), request.body());
        calls.add(call);
        serve(caller, request, call, faultFor(call));
      }
    } catch (IOException _) {
      // The caller or the emulator broke off; the connection is closed, and the caller sees it.
    }
  }

  private Fault faultFor(Call call) {
    for (Rule rule : rules) {
      Fault fault = rule.matches().test(call) ? rule.next() : new Fault.Pass();
      if (!(fault instanceof Fault.Pass)) {
        return fault;
      }
    }
    return new Fault.Pass();
  }

  private void serve(Socket caller, HttpMessage request, Call call, Fault fault) throws IOException {
    switch (fault) {
      case Fault.Pass _ -> send(caller, call, forward(request, call));
      case Fault.Answer answer -> send(caller, call, message(answer));
      case Fault.ResetBefore _ -> reset(caller);
      case Fault.ResetAfter _ -> {
        forward(request, call);
        reset(caller);
      }
      case Fault.DoneBut(Fault.Answer answer) -> {
        forward(request, call);
        send(caller, call, message(answer));
      }
      case Fault.HalfAnswer _ -> {
        HttpMessage answer = forward(request, call);
        byte[] whole = answer.bytes(false);
        caller.getOutputStream().write(whole, 0, whole.length - Math.max(1, answer.body().length() / 2));
        caller.getOutputStream().flush();
        caller.shutdownOutput();
      }
      case Fault.HalfHead _ -> {
        byte[] whole = forward(request, call).bytes(false);
        String head = new String(whole, StandardCharsets.ISO_8859_1).split("\r\n\r\n", 2)[0];
        // After a whole line: what is cut inside of one cannot be taken for the end.
        int length = head.lastIndexOf("\r\n", head.length() / 2) + 2;
        caller.getOutputStream().write(whole, 0, length);
        caller.getOutputStream().flush();
        caller.shutdownOutput();
      }
      case Fault.Slow(var time) -> {
        pause(time.toNanos());
        send(caller, call, forward(request, call));
      }
      case Fault.Held held -> {
        held.reached().countDown();
        await(held);
        send(caller, call, forward(request, call));
      }
      case Fault.Stale _ -> {
        HttpMessage first = firstAnswers.get(key(call));
        send(caller, call, first == null ? forward(request, call) : first);
      }
    }
  }

  private HttpMessage forward(HttpMessage request, Call call) throws IOException {
    URI address = upstream.apply(call);
    try (Socket emulator = new Socket(address.getHost(), address.getPort())) {
      emulator.setTcpNoDelay(true);
      emulator.setSoTimeout(READ_MILLISECONDS);
      OutputStream out = emulator.getOutputStream();
      out.write(request.bytes(false));
      out.flush();
      HttpMessage answer = HttpMessage.answer(new BufferedInputStream(emulator.getInputStream()),
          !call.method().equals("HEAD"));
      firstAnswers.putIfAbsent(key(call), answer);
      return answer;
    }
  }

  private static String key(Call call) {
    return call.service() + call.operation() + call.path() + call.text();
  }

  private static void send(Socket caller, Call call, HttpMessage answer) throws IOException {
    caller.getOutputStream().write(answer.bytes(call.method().equals("HEAD")));
    caller.getOutputStream().flush();
  }

  private static void reset(Socket caller) throws IOException {
    caller.setSoLinger(true, 0);
    caller.close();
  }

  private static HttpMessage message(Fault.Answer answer) {
    return new HttpMessage("HTTP/1.1 " + answer.status() + " Fault", answer.headers(),
        new String(answer.body().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  private static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static void await(Fault.Held held) {
    try {
      if (!held.go().await(LONGEST_HOLD_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("held for a minute, and never let go");
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }
}
