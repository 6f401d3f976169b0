package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.Api;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The socket of one process of the floor. Used by one thread at a time. */
final class FloorConnection implements Closeable {
  private final SocketChannel channel;
  private final ByteBuffer request;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(64 * 1024);

  FloorConnection(Path socket) throws IOException {
    String event = "{\"body\":%s}".formatted(
        Api.JSON.getNodeFactory().textNode(new String(Workload.BODY, StandardCharsets.UTF_8)));
    byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
    request = ByteBuffer.allocateDirect(bytes.length + 4).putInt(bytes.length).put(bytes).flip();
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
  }

  /** Has the node run once. */
  void call() throws IOException {
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
