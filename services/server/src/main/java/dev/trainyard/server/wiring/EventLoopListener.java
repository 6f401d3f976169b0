package dev.trainyard.server.wiring;

import dev.trainyard.local.engine.Listener;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the event loops of HTTP, so that what a worker answers wakes the very thread that tells its caller.
 * Thread-safe; a channel is heard by one loop at a time.
 */
public final class EventLoopListener implements Listener {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoopListener.class);

  private final Map<SocketChannel, Ear> ears = new ConcurrentHashMap<>();
  private volatile @Nullable IoEventLoopGroup loops;

  /**
   * Gives it loops to listen on, before anything is to be heard.
   *
   * @param group of loops that read from sockets by Java's selectors
   */
  public void listenOn(EventLoopGroup group) {
    if (!(group instanceof IoEventLoopGroup io) || !io.isCompatible(NioIoHandle.class)) {
      throw new IllegalArgumentException("event loops of another kind: " + group.getClass().getName());
    }
    loops = io;
  }

  @Override
  public void listen(SocketChannel channel, Heard heard) throws IOException {
    IoEventLoopGroup group = loops;
    if (group == null) {
      throw new IllegalStateException("there are no event loops yet");
    }
    Ear ear = new Ear(channel, heard, group.next());
    ears.put(channel, ear);
    try {
      ear.loop.execute(ear::begin);
    } catch (RejectedExecutionException ended) {
      ears.remove(channel, ear);
      throw new IOException("the event loops have ended", ended);
    }
  }

  @Override
  public void leave(SocketChannel channel) {
    @Nullable
    Ear ear = ears.remove(channel);
    if (ear != null) {
      ear.leave();
    }
  }

  /** The loops are not this listener's to end; by now those who were heard have left. */
  @Override
  public void close() {
    ears.keySet().forEach(this::leave);
  }

  /** A channel that is listened to, as Netty sees it. Thread-safe: its fields are guarded by itself. */
  private static final class Ear implements NioIoHandle {
    private final SocketChannel channel;
    private final Heard heard;
    private final IoEventLoop loop;
    private @Nullable IoRegistration registration;
    private boolean left;

    Ear(SocketChannel channel, Heard heard, IoEventLoop loop) {
      this.channel = channel;
      this.heard = heard;
      this.loop = loop;
    }

    private void begin() {
      if (!hasLeft()) {
        loop.register(this).addListener(this::begun);
      }
    }

    private synchronized boolean hasLeft() {
      return left;
    }

    private synchronized void begun(Future<?> done) {
      if (done.getNow() instanceof IoRegistration given) {
        if (left) {
          given.cancel();
        } else {
          registration = given;
          given.submit(NioIoOps.READ);
        }
      } else if (!left) {
        LOG.error("A worker cannot be listened to.", done.cause());
      }
    }

    private synchronized void leave() {
      left = true;
      if (registration != null) {
        registration.cancel();
        try {
          loop.execute(() -> {
            // Only when the loop goes round is the channel forgotten, and one that is closed really closed.
          });
        } catch (RejectedExecutionException ended) {
          LOG.trace("The event loop of {} has ended, and has forgotten it.", channel, ended);
        }
      }
    }

    @Override
    public SelectableChannel selectableChannel() {
      return channel;
    }

    @Override
    public void handle(IoRegistration given, IoEvent event) {
      try {
        heard.readable();
      } catch (RuntimeException ours) {
        LOG.error("What a worker answered could not be heard.", ours);
        given.cancel();
      }
    }

    /** The loop ends; the channel is the worker's. */
    @Override
    public void close() {
      // Nothing is held here.
    }
  }
}
