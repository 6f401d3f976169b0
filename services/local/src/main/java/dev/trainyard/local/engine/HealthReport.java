package dev.trainyard.local.engine;

import dev.trainyard.engine.EngineHealth;
import dev.trainyard.engine.EngineHealth.Degradation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells how the engine is, from what is known already. */
final class HealthReport {
  private static final String NAMESPACES = "sysctl -w kernel.unprivileged_userns_clone=1 "
      + "kernel.apparmor_restrict_unprivileged_userns=0 user.max_user_namespaces=65536";

  private HealthReport() {
  }

  static EngineHealth of(Sandboxes sandboxes, SandboxKey checker, int workers, boolean closed) {
    if (closed) {
      return new EngineHealth(false, "closed", List.of());
    }
    List<Degradation> degradations = new ArrayList<>();
    @Nullable
    SandboxMode mode = sandboxes.mode();
    if (mode == SandboxMode.LANDLOCK) {
      degradations.add(new Degradation("sandbox", "This machine refuses user namespaces, so node code is confined by "
          + "Landlock only: " + sandboxes.whyNotBetter(), NAMESPACES));
    }
    degradations.add(new Degradation("network", "Node code shares this machine's network: it reaches what the server "
        + "reaches, without the server's token.", "Run the server where only what node code needs can be reached."));
    sandboxes.troubles().forEach((key, trouble) -> degradations.add(new Degradation("sandbox of " + key.owner(),
        trouble.reason(), "The next invocation tries again; the server's log says more.")));
    List<Sandbox> all = sandboxes.all();
    boolean checks = all.stream().anyMatch(each -> each.key().equals(checker) && each.isAlive());
    boolean available = mode != null && (checks || !all.isEmpty());
    return new EngineHealth(available, summary(mode, all, workers, sandboxes.troubles()), degradations);
  }

  private static String summary(@Nullable SandboxMode mode, List<Sandbox> all, int workers,
      Map<SandboxKey, Sandboxes.Trouble> troubles) {
    if (mode == null) {
      return troubles.isEmpty() ? "starting" : "no sandbox can be started";
    }
    List<String> isolation = all.isEmpty() ? List.of() : all.getFirst().isolation();
    return "Python 3.6 by " + mode.summary() + (isolation.isEmpty() ? "" : " (" + String.join(", ", isolation) + ")")
        + "; sandboxes: " + all.size() + ", workers: " + workers;
  }
}
