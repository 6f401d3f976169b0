package dev.trainyard.server.release;

import dev.trainyard.release.Training;
import dev.trainyard.release.TrainingWatch;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * A watch as server-sent events: one for every state, comments in silence so that a caller who went away is noticed.
 * Ends with the training, or after ten minutes. Each stream has one virtual thread; the states are the latest ones, so
 * a slow reader holds nothing back.
 */
final class TrainingEventStream {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final int LONGEST_SILENCES = 60;

  private TrainingEventStream() {
  }

  static Publisher<Event<TrainingView>> of(TrainingWatch watch, Function<Training, TrainingView> view) {
    return Flux.create(sink -> {
      Thread thread = Thread.ofVirtual().name("training-events").unstarted(() -> follow(watch, view, sink));
      sink.onDispose(thread::interrupt);
      thread.start();
    }, FluxSink.OverflowStrategy.LATEST);
  }

  private static void follow(TrainingWatch watch, Function<Training, TrainingView> view,
      FluxSink<Event<TrainingView>> sink) {
    try (watch) {
      int silences = 0;
      while (!watch.ended() && !sink.isCancelled() && silences < LONGEST_SILENCES) {
        Optional<Training> news = watch.next(SILENCE);
        silences = news.isPresent() ? 0 : silences + 1;
        news.ifPresent(training -> sink.next(Event.of(view.apply(training)).name("training")));
      }
      sink.complete();
    } catch (InterruptedException gone) {
      sink.complete();
    } catch (RuntimeException failure) {
      sink.error(failure);
    }
  }
}
