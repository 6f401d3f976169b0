package dev.trainyard.local.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ConnectionTest {
  /** Two ends of a socket. */
  private record Ends(Connection ours, SocketChannel theirs, Path socket) implements AutoCloseable {
    static Ends open() throws IOException {
      Path socket = Files.createTempDirectory("ends").resolve("s");
      try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        server.bind(UnixDomainSocketAddress.of(socket));
        Connection ours = Connection.open(socket);
        return new Ends(ours, server.accept(), socket);
      }
    }

    void write(byte[]... parts) {
      Thread.ofVirtual().start(() -> {
        try {
          for (byte[] part : parts) {
            ByteBuffer bytes = ByteBuffer.wrap(part);
            while (bytes.hasRemaining()) {
              theirs.write(bytes);
            }
          }
          theirs.shutdownOutput();
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      });
    }

    @Override
    public void close() throws IOException {
      ours.close();
      theirs.close();
      Files.delete(socket);
      Files.delete(java.util.Objects.requireNonNull(socket.getParent()));
    }
  }

  private static byte[] message(String header, byte[] blobs) {
    byte[] head = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + head.length + blobs.length).putInt(4 + head.length + blobs.length)
        .putInt(head.length).put(head).put(blobs).array();
  }

  @Property(tries = 40)
  @Label("messages of any size arrive whole, whatever pieces they come in")
  void receivesWhatWasSent(@ForAll @IntRange(max = 200_000) int size, @ForAll @IntRange(min = 1, max = 40) int cut)
      throws IOException {
    byte[] blob = new byte[size];
    new java.util.Random(size).nextBytes(blob);
    byte[] first = message("{\"n\":1}", blob);
    byte[] second = message("{\"n\":2}", new byte[0]);
    int at = Math.min(cut, first.length);
    try (Ends ends = Ends.open()) {
      ends.write(java.util.Arrays.copyOf(first, at), java.util.Arrays.copyOfRange(first, at, first.length), second);
      assertArrayEquals(blob, ends.ours().receive().blobs());
      assertEquals("{\"n\":2}", new String(ends.ours().receive().header(), StandardCharsets.UTF_8));
      assertThrows(Connection.Ended.class, ends.ours()::receive);
    }
  }

  @Test
  @DisplayName("C4 the final report is found behind whole messages that nobody asked for")
  void findsTheReportBehindMessages() throws IOException {
    byte[] report = FinalReportTest.report("{\"reason\":\"stopped\",\"phase\":\"run\"}", "");
    try (Ends ends = Ends.open()) {
      ends.write(message("{}", new byte[0]), message("{}", new byte[30_000]), report);
      assertEquals(FinalReport.Phase.RUN, FinalReport.await(ends.ours()).orElseThrow().phase());
    }
  }

  @Property(tries = 40)
  @Label("C4 the final report is read behind half an answer")
  void findsTheReportBehindHalfAnAnswer(@ForAll @IntRange(max = 100_000) int size, @ForAll @IntRange(max = 99) int part)
      throws IOException {
    byte[] answer = message("{\"n\":1}", new byte[size + 2000]);
    byte[] half = java.util.Arrays.copyOf(answer, (answer.length - 1000) * part / 100);
    byte[] report = FinalReportTest.report("{\"reason\":\"exit\",\"exit_code\":3,\"phase\":\"run\"}", "its log");
    try (Ends ends = Ends.open()) {
      ends.write(half, report);
      Connection.Ended ended = assertThrows(Connection.Ended.class, ends.ours()::receive);
      LambdaLog.Output output = FinalReport.parse(ended.tail()).orElseThrow().output();
      assertEquals("its log", new String(output.bytes(), output.from(), output.to() - output.from(),
          StandardCharsets.UTF_8));
    }
  }

  @Test
  @DisplayName("a worker that sends garbage without end is given up")
  void givesUpOnGarbage() throws IOException {
    byte[] garbage = new byte[1 << 20];
    java.util.Arrays.fill(garbage, (byte) 'x');
    byte[][] much = new byte[40][];
    java.util.Arrays.fill(much, garbage);
    try (Ends ends = Ends.open()) {
      ends.write(much);
      Connection.Ended ended = assertThrows(Connection.Ended.class, ends.ours()::receive);
      assertTrue(ended.tail().length <= 512 * 1024);
      assertTrue(FinalReport.parse(ended.tail()).isEmpty());
    }
  }

  @Property(tries = 40)
  @Label("while nothing waits, a message is heard whole, or received once it turns out to be long")
  void hearsWhatWasSent(@ForAll @IntRange(max = 40_000) int size, @ForAll @IntRange(min = 1, max = 40) int cut)
      throws IOException, InterruptedException {
    byte[] blob = new byte[size];
    new java.util.Random(size).nextBytes(blob);
    byte[] first = message("{\"n\":1}", blob);
    int at = Math.min(cut, first.length);
    try (Ends ends = Ends.open(); Listener listener = new SelectorListener()) {
      BlockingQueue<Optional<Connection.Message>> heard = new LinkedBlockingQueue<>();
      ends.ours().listen(listener, () -> {
        try {
          Connection.Message message = ends.ours().receiveAtOnce();
          if (message != null) {
            heard.add(Optional.of(message));
          }
        } catch (IOException unusual) {
          ends.ours().hush(listener);
          heard.add(Optional.empty());
        }
      });
      ends.write(java.util.Arrays.copyOf(first, at), java.util.Arrays.copyOfRange(first, at, first.length));
      Optional<Connection.Message> message = heard.take();
      ends.ours().hush(listener);
      ends.ours().leave(listener);
      assertArrayEquals(blob, (message.isPresent() ? message.get() : ends.ours().receive()).blobs());
      assertThrows(Connection.Ended.class, ends.ours()::receive);
    }
  }
}
