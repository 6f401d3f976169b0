package dev.trainyard.server.wiring;

import dev.trainyard.turn.BatchingTurnRecorder;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** What is measured. */
@Factory
final class MetricBeans {

  @Singleton
  @Bean(preDestroy = "close")
  PrometheusMeterRegistry registry(BatchingTurnRecorder recorder) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    FunctionCounter.builder("trainyard.turn.records.written", recorder, BatchingTurnRecorder::written)
        .description("Turns that the turn log has").register(registry);
    FunctionCounter.builder("trainyard.turn.records.dropped", recorder, BatchingTurnRecorder::dropped)
        .description("Turns that the turn log had no room for").register(registry);
    Gauge.builder("trainyard.turn.records.waiting", recorder, BatchingTurnRecorder::waiting)
        .description("Turns that are still to be written").register(registry);
    return registry;
  }
}
