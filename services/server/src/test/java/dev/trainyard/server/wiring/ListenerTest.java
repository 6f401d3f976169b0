package dev.trainyard.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.local.engine.Listener;
import dev.trainyard.local.engine.SelectorListener;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every listener of the local engine does, whoever's thread it uses. */
@Timeout(120)
class ListenerTest {
  private static final long PATIENCE_SECONDS = 20;

  private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

  @TempDir
  private Path folder;

  enum Kind {
    SELECTOR, EVENT_LOOPS
  }

  @AfterEach
  void end() {
    var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private Listener listener(Kind kind) {
    return switch (kind) {
      case SELECTOR -> new SelectorListener();
      case EVENT_LOOPS -> onLoops();
    };
  }

  private EventLoopListener onLoops() {
    EventLoopListener listener = new EventLoopListener();
    listener.listenOn(loops);
    return listener;
  }

  @ParameterizedTest
  @EnumSource
  void hearsUntilItLeavesAndAgainWhenItComesBack(Kind kind) throws IOException, InterruptedException {
    try (Listener listener = listener(kind); Ends ends = Ends.open(folder)) {
      BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
      for (int round = 0; round < 200; round++) {
        ends.ours().configureBlocking(false);
        listener.listen(ends.ours(), () -> heard.add(ends.read()));
        ends.write(round);
        assertEquals(round % 128, heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        leave(listener, ends.ours());
        ends.write(round);
        assertEquals(round % 128, ends.read());
      }
      assertTrue(heard.isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource
  void hearsNothingOfAChannelThatLeftBeforeItBegan(Kind kind) throws IOException {
    try (Listener listener = listener(kind); Ends ends = Ends.open(folder)) {
      BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
      for (int round = 0; round < 500; round++) {
        ends.ours().configureBlocking(false);
        listener.listen(ends.ours(), () -> heard.add(-1));
        leave(listener, ends.ours());
        ends.write(round);
        assertEquals(round % 128, ends.read());
      }
      assertTrue(heard.isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource
  void hearsTheEnd(Kind kind) throws IOException, InterruptedException {
    try (Listener listener = listener(kind); Ends ends = Ends.open(folder)) {
      BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
      ends.ours().configureBlocking(false);
      listener.listen(ends.ours(), () -> {
        heard.add(ends.read());
        listener.leave(ends.ours());
      });
      ends.theirs().close();
      assertEquals(-1, heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOnWhenSomebodyFailsToHear(Kind kind) throws IOException, InterruptedException {
    try (Listener listener = listener(kind); Ends broken = Ends.open(folder); Ends ends = Ends.open(folder)) {
      BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
      broken.ours().configureBlocking(false);
      ends.ours().configureBlocking(false);
      listener.listen(broken.ours(), () -> {
        heard.add(7);
        throw new IllegalStateException("not heard");
      });
      broken.write(1);
      assertEquals(7, heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
      listener.listen(ends.ours(), () -> heard.add(ends.read()));
      ends.write(3);
      assertEquals(3, heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
  }

  @Test
  void saysThatItsLoopsHaveEnded() throws IOException, InterruptedException {
    try (EventLoopListener listener = onLoops(); Ends ends = Ends.open(folder)) {
      ends.ours().configureBlocking(false);
      var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      assertTrue(loops.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS));
      assertThrows(IOException.class, () -> listener.listen(ends.ours(), () -> {
      }));
      leave(listener, ends.ours());
    }
  }

  /** As an engine leaves: until the channel may block. */
  private static void leave(Listener listener, SocketChannel channel) throws IOException {
    while (!channel.isBlocking()) {
      listener.leave(channel);
      try {
        channel.configureBlocking(true);
      } catch (IllegalBlockingModeException begunJustNow) {
        Thread.onSpinWait();
      }
    }
  }

  /** Two ends of a connection. */
  private record Ends(SocketChannel ours, SocketChannel theirs) implements AutoCloseable {
    static Ends open(Path folder) throws IOException {
      UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s" + System.nanoTime()));
      try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        server.bind(address);
        SocketChannel ours = SocketChannel.open(address);
        return new Ends(ours, server.accept());
      }
    }

    void write(int value) throws IOException {
      theirs.write(ByteBuffer.wrap(new byte[]{(byte) (value % 128)}));
    }

    int read() {
      ByteBuffer one = ByteBuffer.allocate(1);
      try {
        return ours.read(one) < 0 ? -1 : one.get(0);
      } catch (IOException failure) {
        throw new IllegalStateException(failure);
      }
    }

    @Override
    public void close() throws IOException {
      ours.close();
      theirs.close();
    }
  }
}
