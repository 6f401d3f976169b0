package dev.trainyard.server.turn;

import dev.trainyard.bot.BotName;
import dev.trainyard.engine.Payload;
import dev.trainyard.release.Stage;
import dev.trainyard.server.problem.Refusals;
import dev.trainyard.turn.EndedTurn;
import dev.trainyard.turn.TakeTurn;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the turns of one connection directly. Requests of which anything is in doubt, and all that are no turns, go on
 * to the router untouched; so nothing is refused here but by {@link TakeTurn}. Answers keep the order of their
 * requests: while a turn runs nothing that came after it goes on, and while the router owes an answer no turn is taken.
 * Who closes the connection while a turn runs, such as a server that ends, closes it after the answer. Used by the
 * connection's event loop alone.
 */
final class DirectTurns extends ChannelDuplexHandler {
  private static final byte[] NOTHING = {};
  /** What is larger is read and written beside the event loop, so that other connections do not wait for it. */
  private static final int MOST_AT_ONCE = 64 * 1024;

  private final TakeTurn takeTurn;
  private final TurnAdmission admission;
  private final TurnResponses responses;
  private final TurnsInFlight inFlight;
  private final Queue<Object> held = new ArrayDeque<>();
  private State state = State.ELSEWHERE;
  private @Nullable TurnAddress address;
  private byte[] body = NOTHING;
  private int filled;
  private int owed;
  private boolean readEnded;
  private @Nullable ChannelPromise closing;

  private enum State {
    /** Between requests, or within one that the router has. */
    ELSEWHERE,
    /** Within a turn's body. */
    READING,
    /** The turn runs. */
    RUNNING
  }

  DirectTurns(TakeTurn takeTurn, TurnAdmission admission, TurnResponses responses, TurnsInFlight inFlight) {
    this.takeTurn = takeTurn;
    this.admission = admission;
    this.responses = responses;
    this.inFlight = inFlight;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (state == State.RUNNING) {
      held.add(message);
    } else if (state == State.READING) {
      collect(ctx, message);
    } else if (message instanceof HttpRequest request && owed == 0 && begin(request)) {
      collect(ctx, message);
    } else {
      owed += message instanceof HttpRequest ? 1 : 0;
      ctx.fireChannelRead(message);
    }
  }

  private boolean begin(HttpRequest request) {
    Optional<TurnAddress> found = admission.admit(request);
    found.ifPresent(turn -> {
      address = turn;
      body = new byte[TurnAdmission.length(request.headers())];
      filled = 0;
      state = State.READING;
    });
    return found.isPresent();
  }

  private void collect(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpContent part) {
        int length = part.content().readableBytes();
        part.content().readBytes(body, filled, length);
        filled += length;
        if (message instanceof LastHttpContent last) {
          end(ctx, last);
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void end(ChannelHandlerContext ctx, LastHttpContent last) {
    if (last.decoderResult().isFailure() || filled < body.length) {
      var _ = ctx.close(); // What was announced did not come: there is no telling where the next request begins.
      return;
    }
    state = State.RUNNING;
    inFlight.begun();
    TurnAddress turn = Objects.requireNonNull(address);
    byte[] received = body;
    body = NOTHING;
    if (received.length > MOST_AT_ONCE || !begun(ctx, turn, received)) {
      aside(ctx, turn, () -> takeTurn.answer(new BotName(turn.bot()), Stage.parse(turn.stage()),
          NodeNames.ofTurn(turn.node()), received));
    }
  }

  /** Begins the turn on the event loop, where it ends too; false if that cannot be done without waiting. */
  private boolean begun(ChannelHandlerContext ctx, TurnAddress turn, byte[] received) {
    try {
      return takeTurn.begin(new BotName(turn.bot()), Stage.parse(turn.stage()), NodeNames.ofTurn(turn.node()), received,
          ended -> ctx.executor().execute(() -> end(ctx, turn, ended)));
    } catch (RuntimeException refusal) {
      answered(ctx, refused(turn, refusal));
      return true;
    }
  }

  private void end(ChannelHandlerContext ctx, TurnAddress turn, EndedTurn ended) {
    if (ended.resultBytes() > MOST_AT_ONCE) {
      aside(ctx, turn, ended::answer);
    } else {
      answered(ctx, response(turn, ended::answer));
    }
  }

  /** Does what takes long or waits on a thread of its own, which nobody interrupts. */
  private void aside(ChannelHandlerContext ctx, TurnAddress turn, Supplier<Payload> writing) {
    Thread.ofVirtual().name("turn").start(() -> {
      FullHttpResponse answer = response(turn, writing);
      ctx.executor().execute(() -> answered(ctx, answer));
    });
  }

  private FullHttpResponse response(TurnAddress turn, Supplier<Payload> writing) {
    try {
      return responses.taken(writing.get().bytes());
    } catch (RuntimeException | Error failure) {
      return refused(turn, failure);
    }
  }

  private FullHttpResponse refused(TurnAddress turn, Throwable failure) {
    return responses.refused(Refusals.of("POST", turn.path(), failure, false));
  }

  private void answered(ChannelHandlerContext ctx, FullHttpResponse answer) {
    boolean last = inFlight.isEnding();
    if (last) {
      answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    ChannelFuture written = ctx.writeAndFlush(answer).addListener(_ -> inFlight.ended());
    state = State.ELSEWHERE;
    if (last) {
      var _ = written.addListener(ChannelFutureListener.CLOSE);
      return;
    }
    if (closing != null) {
      var _ = ctx.close(closing);
      return;
    }
    while (state != State.RUNNING && !held.isEmpty()) {
      channelRead(ctx, held.remove());
    }
    if (readEnded && state != State.RUNNING) {
      readEnded = false;
      ctx.fireChannelReadComplete();
    }
  }

  /** The router reads on when a read is complete; while a turn runs nothing more shall be read. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (state == State.RUNNING) {
      readEnded = true;
    } else {
      ctx.fireChannelReadComplete();
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    boolean informs = message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    boolean ends = message instanceof LastHttpContent && !informs;
    owed -= ends ? 1 : 0;
    if (inFlight.isEnding() && !informs) {
      // The router misses this on a connection that just then has a request.
      if (message instanceof HttpResponse response) {
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      }
      if (ends) {
        var _ = ctx.write(message, promise.unvoid().addListener(ChannelFutureListener.CLOSE));
        return;
      }
    }
    var _ = ctx.write(message, promise);
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (state != State.RUNNING || !ctx.channel().isActive()) {
      var _ = ctx.close(promise);
    } else if (closing == null) {
      closing = promise;
    } else {
      var _ = closing.addListener(_ -> promise.trySuccess());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    held.forEach(ReferenceCountUtil::release);
    held.clear();
    ctx.fireChannelInactive();
  }
}
