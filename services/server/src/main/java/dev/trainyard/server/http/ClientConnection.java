package dev.trainyard.server.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.Optional;
import java.util.function.Supplier;

/** The connection on which a caller waits. Thread-safe. */
public final class ClientConnection {
  private final Optional<Channel> channel;

  private ClientConnection(Optional<Channel> channel) {
    this.channel = channel;
  }

  /**
   * The connection of a request.
   *
   * @param request any
   * @return its connection
   */
  public static ClientConnection of(HttpRequest<?> request) {
    return new ClientConnection(request instanceof NettyHttpRequest<?> netty
        ? Optional.of(netty.getChannelHandlerContext().channel())
        : Optional.empty());
  }

  /**
   * Does something for the caller, and is told when the caller goes away meanwhile.
   *
   * @param <T> what it gives
   * @param work on this thread
   * @param stop called on another thread, at most once, while the work goes on; must not block
   * @return what the work gives
   */
  public <T> T whileOpen(Supplier<T> work, Runnable stop) {
    if (channel.isEmpty()) {
      return work.get();
    }
    ChannelFutureListener listener = _ -> stop.run();
    channel.get().closeFuture().addListener(listener);
    try {
      return work.get();
    } finally {
      channel.get().closeFuture().removeListener(listener);
    }
  }
}
