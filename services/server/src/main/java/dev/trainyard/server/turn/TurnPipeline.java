package dev.trainyard.server.turn;

import dev.trainyard.turn.TakeTurn;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Puts {@link DirectTurns} in front of the router, in every connection of HTTP/1.1. Thread-safe. */
@Singleton
final class TurnPipeline implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private final Provider<TakeTurn> takeTurn;
  private final Provider<TurnAdmission> admission;
  private final TurnResponses responses;
  private final TurnsInFlight inFlight;

  TurnPipeline(Provider<TakeTurn> takeTurn, Provider<TurnAdmission> admission, TurnsInFlight inFlight,
      InstantSource clock) {
    this.takeTurn = takeTurn;
    this.admission = admission;
    this.inFlight = inFlight;
    this.responses = new TurnResponses(clock);
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Connections());
    return event.getBean();
  }

  private final class Connections implements NettyServerCustomizer {
    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      return role == ChannelRole.CONNECTION ? new Connection(channel.pipeline()) : this;
    }
  }

  private final class Connection implements NettyServerCustomizer {
    private final ChannelPipeline pipeline;

    Connection(ChannelPipeline pipeline) {
      this.pipeline = pipeline;
    }

    @Override
    public void onStreamPipelineBuilt() {
      if (pipeline.get(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC) != null) {
        pipeline.addBefore(ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND, "direct-turns",
            new DirectTurns(takeTurn.get(), admission.get(), responses, inFlight));
      }
    }
  }
}
