package dev.trainyard.aws.runtimeapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * AWS's own Lambda Runtime Interface Emulator in a sandbox, in the place of this package's Runtime API. It finds
 * {@code /opt/bootstrap} as Lambda does. What it does not tell is added: whether an answer is a fault, whether loading
 * failed, and how much memory was used. It ends on no limit of memory: {@link MemoryWatch} does. The suite of isolation
 * does not run through it, since its own process lives beside the code.
 */
final class InterfaceEmulator implements Environment {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration START = Duration.ofSeconds(30);
  private static final long PAUSE = 5_000_000;
  private static final Pattern OWN_LINE = Pattern
      .compile("(?m)^\\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d,\\d{3} \\[[A-Z]+] .*\\R");
  private static final Pattern FAILED_TO_LOAD = Pattern.compile("INIT RTDONE\\(status: (error|timeout)\\)");
  private static final Pattern EXITED = Pattern.compile("Process runtime-\\d+ exited: (.*)");
  private static final int TAIL = 4096;

  private final DeployedFunction function;
  private final EnvironmentLog log = new EnvironmentLog();
  private final int port = freePort();
  private final Process process;
  private final MemoryWatch memory;
  private volatile boolean exceeded;
  private boolean usable = true;

  InterfaceEmulator(DeployedFunction function, Path program) {
    this.function = function;
    int runtimePort = freePort();
    Map<String, String> environment = new HashMap<>(function.environment("127.0.0.1:" + runtimePort));
    environment.put("AWS_LAMBDA_FUNCTION_TIMEOUT", Long.toString(function.spec().timeout().toSeconds()));
    process = Sandbox.start(function.code(), environment, List.of("--ro-bind", program.toString(), "/rie"),
        List.of("/rie", "--runtime-interface-emulator-address", "127.0.0.1:" + port, "--runtime-api-address",
            "127.0.0.1:" + runtimePort));
    log.follow(process);
    memory = MemoryWatch.over(process, new ProcessTree(process), function.spec().memory(), () -> exceeded = true);
    awaitStart();
  }

  private void awaitStart() {
    long latest = System.nanoTime() + START.toNanos();
    while (!accepts()) {
      if (System.nanoTime() > latest || !process.isAlive()) {
        throw new IllegalStateException("the interface emulator did not start: "
            + new String(log.take(), StandardCharsets.UTF_8));
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  private boolean accepts() {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Override
  public InvokeResponse invoke(String id, byte[] event) {
    HttpRequest request = HttpRequest
        .newBuilder(URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations"))
        .header("X-Amzn-RequestId", id).POST(BodyPublishers.ofByteArray(event)).build();
    long startedAt = System.nanoTime();
    try {
      HttpResponse<byte[]> answer = CLIENT.send(request, BodyHandlers.ofByteArray());
      return read(id, answer.statusCode(), answer.body(), Duration.ofNanos(System.nanoTime() - startedAt));
    } catch (IOException brokenOff) {
      LambdaTexts.End end = LambdaTexts.exited(exceeded ? 128 + 9 : 1);
      return read(id, 502, end.payload(id), Duration.ofNanos(System.nanoTime() - startedAt));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  private InvokeResponse read(String id, int status, byte[] body, Duration took) {
    log.drain(process);
    String written = new String(log.takeAll(), StandardCharsets.UTF_8);
    boolean fault = status != 200 || isFault(body);
    usable = status == 200 && !isTimeout(body) && process.isAlive();
    StringBuilder text = new StringBuilder(written.length() + 512);
    if (fault && FAILED_TO_LOAD.matcher(written).find()) {
      text.append(LambdaTexts.initReport(took, "invoke", LambdaTexts.exited(1))).append('\n');
    }
    text.append(OWN_LINE.matcher(written).replaceAll(""));
    text.append(LambdaTexts.report(id, took, function.spec().memory().megabytes(), memory.mostMegabytes(),
        written.contains("Init Duration: ") ? took : Duration.ZERO, LambdaTexts.End.GOOD)).append('\n');
    byte[] tail = text.toString().getBytes(StandardCharsets.UTF_8);
    InvokeResponse.Builder answer = InvokeResponse.builder().statusCode(200).executedVersion(function.version())
        .payload(SdkBytes.fromByteArrayUnsafe(payload(id, body, written))).logResult(Base64.getEncoder()
            .encodeToString(Arrays.copyOfRange(tail, Math.max(0, tail.length - TAIL), tail.length)));
    return (fault ? answer.functionError("Unhandled") : answer).build();
  }

  private static boolean isTimeout(byte[] body) {
    return body.length < 100 && new String(body, StandardCharsets.UTF_8).startsWith("Task timed out after ");
  }

  /** A timeout comes as a text, and the end of a process that was loading only in the log. */
  private static byte[] payload(String id, byte[] body, String written) {
    Matcher exited = EXITED.matcher(written);
    if (body.length == 0 && exited.find()) {
      return LambdaTexts.exited(exited.group(1)).payload(id);
    }
    return isTimeout(body) ? told(body) : body;
  }

  private static byte[] told(byte[] body) {
    return JSON.createObjectNode().put("errorMessage", new String(body, StandardCharsets.UTF_8)).toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** No node of the suites returns such an object. */
  private static boolean isFault(byte[] body) {
    if (isTimeout(body)) {
      return true;
    }
    try {
      JsonNode read = JSON.readTree(body);
      return read.has("errorMessage") && read.has("errorType");
    } catch (IOException notJson) {
      return true;
    }
  }

  @Override
  public boolean usable() {
    return usable;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static int freePort() {
    try (ServerSocket tried = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return tried.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
