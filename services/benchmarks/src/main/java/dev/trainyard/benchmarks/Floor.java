package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.Poll;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What nobody can be faster than: one process with the node loaded, on the layer's own Python, and one socket; no
 * server, no sandbox, no log.
 */
final class Floor implements Load.Call {
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 8));

  private final SocketChannel channel;
  private final ByteBuffer request;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(64 * 1024);

  private Floor(Path socket) {
    String event = "{\"body\":%s}".formatted(
        Api.JSON.getNodeFactory().textNode(new String(Workload.BODY, StandardCharsets.UTF_8)));
    byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
    request = ByteBuffer.allocateDirect(bytes.length + 4).putInt(bytes.length).put(bytes).flip();
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Load.Result measure() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("floor-");
    Path script = Files.writeString(folder.resolve("floor.py"), Workload.resource("floor.py"));
    Path node = Files.writeString(folder.resolve("node.py"), Workload.code("floor"));
    Path socket = folder.resolve("s");
    List<String> command = new ArrayList<>(LayerPython.command());
    command.addAll(List.of(script.toString(), socket.toString(), node.toString()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      Poll.until("the floor's process", Duration.ofSeconds(10), () -> Files.exists(socket));
      return Load.run(1, TIME, _ -> new Floor(socket));
    } finally {
      process.destroy();
    }
  }

  @Override
  public void run(long turn) throws IOException {
    request.rewind();
    while (request.hasRemaining()) {
      channel.write(request);
    }
    answer.clear();
    while (answer.position() < 4 || answer.position() < 4 + answer.getInt(0)) {
      if (channel.read(answer) < 0) {
        throw new EOFException("the floor's process ended");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
