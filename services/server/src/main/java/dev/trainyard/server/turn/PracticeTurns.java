package dev.trainyard.server.turn;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.IdSource;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.error.FailureListener;
import dev.trainyard.server.security.AccessToken;
import dev.trainyard.turn.Limits;
import dev.trainyard.turn.LiveBot;
import dev.trainyard.turn.PracticeBot;
import dev.trainyard.turn.TakeTurn;
import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns that a server takes for itself before it says that it is ready: by the time that callers come, Java has
 * compiled what a turn takes. They are of a {@link PracticeBot}, go through a door of their own on loopback, and are
 * neither remembered nor counted. Used once, by the thread that starts the server; the turns have a thread of their
 * own.
 */
@Singleton
public final class PracticeTurns {
  private static final int CALLERS = 8;
  private static final int MOST_TURNS = 4_000;
  private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

  private final FunctionEngine engine;
  private final EventLoopGroupRegistry loops;
  private final Provider<TurnAdmission> admission;
  private final IdSource ids;
  private final InstantSource clock;
  private final AccessToken token;
  private final FailureListener failures;

  PracticeTurns(FunctionEngine engine, EventLoopGroupRegistry loops, Provider<TurnAdmission> admission, IdSource ids,
      InstantSource clock, AccessToken token, FailureListener failures) {
    this.engine = engine;
    this.loops = loops;
    this.admission = admission;
    this.ids = ids;
    this.clock = clock;
    this.token = token;
    this.failures = failures;
  }

  /**
   * Practises for a while. A failure is told, and keeps nobody from starting; nor does an engine that is slow to begin.
   *
   * @param host beside whose nodes the practice node runs
   * @param codes where the engine finds code
   * @param longest after how long this returns, and no further turns are begun
   */
  public void run(LiveBot host, CodeStore codes, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    Thread practice = Thread.ofPlatform().daemon().name("practice").start(() -> {
      try {
        PracticeBot.beside(host, codes.put(PracticeRequest.CODE), engine).ifPresent(bot -> practise(bot, end));
      } catch (RuntimeException failure) {
        failures.failed("practise turns", failure);
      }
    });
    try {
      practice.join(longest);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  private void practise(PracticeBot bot, long end) {
    TakeTurn turns = new TakeTurn(bot, engine, _ -> {
    }, ids, clock, new TakeTurn.Settings(Limits.DEFAULT, LONGEST_WAIT), failures);
    Channel door = open(turns);
    try {
      call(((InetSocketAddress) door.localAddress()).getPort(), end);
    } catch (IOException failure) {
      failures.failed("practise turns", new UncheckedIOException(failure));
    } finally {
      door.close().syncUninterruptibly();
      engine.retire(bot.version());
    }
  }

  private Channel open(TakeTurn turns) {
    TurnResponses responses = new TurnResponses(clock);
    TurnsInFlight inFlight = new TurnsInFlight();
    return new ServerBootstrap().group(loops.getDefaultEventLoopGroup()).channel(NioServerSocketChannel.class)
        .childHandler(new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel connection) {
            connection.pipeline().addLast(new HttpServerCodec(),
                new DirectTurns(turns, admission.get(), responses, inFlight));
          }
        }).bind(InetAddress.getLoopbackAddress(), 0).syncUninterruptibly().channel();
  }

  /** One thread asks for all callers, and then hears all answers: there are as many turns at once as callers. */
  private void call(int port, long end) throws IOException {
    byte[] request = PracticeRequest.of(port, token);
    List<PracticeCaller> callers = new ArrayList<>();
    try {
      for (int caller = 0; caller < CALLERS; caller++) {
        callers.add(new PracticeCaller(port));
      }
      int turns = 0;
      do {
        for (PracticeCaller caller : callers) {
          caller.ask(request);
        }
        for (PracticeCaller caller : callers) {
          caller.hear();
        }
        turns += CALLERS;
      } while (turns < MOST_TURNS && System.nanoTime() - end < 0);
    } finally {
      for (PracticeCaller caller : callers) {
        caller.close();
      }
    }
  }
}
