package dev.trainyard.local.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread of its own that listens to all: for an engine that nobody lends a thread that reads from sockets anyway.
 * Thread-safe.
 */
public final class SelectorListener implements Listener {
  private static final Logger LOG = LoggerFactory.getLogger(SelectorListener.class);

  private final Selector selector;
  private final Queue<Begin> beginning = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  private record Begin(SocketChannel channel, Heard heard) {
  }

  /** Starts the thread. */
  public SelectorListener() {
    try {
      selector = Selector.open();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
    thread = Thread.ofPlatform().name("engine-listener").daemon().start(this::run);
  }

  @Override
  public void listen(SocketChannel channel, Heard heard) {
    beginning.add(new Begin(channel, heard));
    selector.wakeup();
  }

  @Override
  public void leave(SocketChannel channel) {
    @Nullable
    SelectionKey key = channel.keyFor(selector);
    if (key != null) {
      key.cancel();
      selector.wakeup(); // Only then is the key forgotten, and a channel that is closed really closed.
    }
  }

  private void run() {
    while (!closed) {
      try {
        selector.select(this::heard);
        begin();
      } catch (IOException | RuntimeException ours) {
        LOG.error("Listening failed; it goes on.", ours);
      }
    }
  }

  private void begin() throws IOException {
    for (Begin next = beginning.poll(); next != null; next = beginning.poll()) {
      boolean tried = false;
      while (!tried) {
        try {
          next.channel().register(selector, SelectionKey.OP_READ, next.heard());
          tried = true;
        } catch (CancelledKeyException leftJustNow) {
          selector.selectNow(this::heard); // Forgets the key.
        } catch (ClosedChannelException | IllegalBlockingModeException leftAgain) {
          tried = true;
        }
      }
    }
  }

  private void heard(SelectionKey key) {
    if (key.attachment() instanceof Heard heard) {
      try {
        heard.readable();
      } catch (RuntimeException ours) {
        LOG.error("What a worker answered could not be heard.", ours);
        key.cancel();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
      selector.close();
    } catch (IOException ignored) {
      // It is of no use any more either way.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
