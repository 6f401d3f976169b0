package dev.trainyard.server.status;

import dev.trainyard.engine.EngineHealth;
import dev.trainyard.engine.FunctionEngine;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;

/** Tells whether turns can be answered, to anybody. */
@Controller("/health")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class HealthController {
  private final FunctionEngine engine;
  private final Services services;
  private final Readiness readiness;

  HealthController(FunctionEngine engine, Services services, Readiness readiness) {
    this.engine = engine;
    this.services = services;
    this.readiness = readiness;
  }

  @Get
  HttpResponse<HealthView> health() {
    EngineHealth health = engine.health();
    boolean ready = readiness.ready() && health.available();
    String status = !readiness.ready() ? "starting" : health.available() ? "ready" : "unavailable";
    List<HealthView.DegradationView> degradations = health.degradations().stream()
        .map(lack -> new HealthView.DegradationView(lack.name(), lack.why(), lack.remedy())).toList();
    return HttpResponse.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(new HealthView(status, new HealthView.EngineView(health.available(), health.summary(), degradations),
            services.states().stream()
                .map(each -> new HealthView.ServiceView(each.name(), each.answers(), each.detail())).toList()));
  }

  /** Asks nothing of anybody: a service that is out is out for all copies, and replacing them mends nothing. */
  @Get("/live")
  HttpResponse<LivenessView> live() {
    return readiness.ready()
        ? HttpResponse.ok(new LivenessView("serving"))
        : HttpResponse.<LivenessView>status(HttpStatus.SERVICE_UNAVAILABLE).body(new LivenessView("starting"));
  }
}
