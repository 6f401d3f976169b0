package dev.trainyard.local.engine;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * Tells of what warm workers answer. A worker that is listened to costs its turns no thread of its own. Thread-safe;
 * nothing here blocks.
 */
public interface Listener extends AutoCloseable {

  /** Who is listened to. */
  interface Heard {
    /** There is something to read, or the end. Must read it, or {@link Listener#leave}; must not block. */
    void readable();
  }

  /**
   * Begins to listen to a channel, now or a moment later.
   *
   * @param channel that does not block
   * @param heard is told, by one thread at a time
   * @throws IOException if this listener has ended
   */
  void listen(SocketChannel channel, Heard heard) throws IOException;

  /**
   * Listens no more to a channel. What was being heard at this moment still is. Where listening was to begin a moment
   * later, a channel that blocks by then is left alone.
   *
   * @param channel any
   */
  void leave(SocketChannel channel);

  /** Listens to nothing any more. */
  @Override
  void close();
}
