package dev.trainyard.aws.engine;

import dev.trainyard.bot.Digest;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.NodeFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/**
 * The functions that Run invokes. A draft becomes a version too, of a function that no release knows: so what a Run
 * invokes cannot be changed by another Run, whichever server makes it. A few versions are kept. Thread-safe.
 */
final class DraftFunctions {
  private static final int MOST_REMEMBERED = 1000;

  private final FunctionTargets targets;
  private final FunctionPublisher publisher;
  private final ControlPlane lambda;
  private final int kept;
  private final Map<String, VersionReference> remembered = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, VersionReference> eldest) {
      return size() > MOST_REMEMBERED;
    }
  };

  /**
   * Knows no draft yet.
   *
   * @param kept how many versions a function keeps
   */
  DraftFunctions(FunctionTargets targets, FunctionPublisher publisher, ControlPlane lambda, int kept) {
    this.targets = targets;
    this.publisher = publisher;
    this.lambda = lambda;
    this.kept = kept;
  }

  /** The version of a draft that was run before through this server. */
  Optional<VersionReference> known(NodeFunction node, FunctionSpec spec) {
    synchronized (remembered) {
      return Optional.ofNullable(remembered.get(key(node, spec.digest())));
    }
  }

  /**
   * Makes a draft ready to be invoked.
   *
   * @throws dev.trainyard.error.TrainyardException {@code engine_unavailable}, {@code store_unavailable}
   */
  VersionReference ready(NodeFunction node, FunctionSpec spec) {
    FunctionTarget target = targets.target(node, FunctionKind.DRAFT, spec);
    VersionReference reference = new VersionReference(target.name(), publisher.publish(target));
    synchronized (remembered) {
      remembered.put(key(node, spec.digest()), reference);
    }
    return reference;
  }

  /** Forgets what turned out to be gone. */
  void forget(NodeFunction node, FunctionSpec spec) {
    synchronized (remembered) {
      remembered.remove(key(node, spec.digest()));
    }
  }

  /** Now and then, not after every version: looking through them is one of few calls. */
  boolean isPruningDue(VersionReference used) {
    return Long.parseLong(used.number()) % kept == 0;
  }

  /** Gives up all but the newest versions, never one that is in use here. */
  void prune(VersionReference used) {
    List<FunctionConfiguration> versions = publisher.versions(used.function());
    versions.stream().limit(Math.max(0, versions.size() - kept)).map(FunctionConfiguration::version)
        .filter(number -> !number.equals(used.number())).forEach(number -> lambda.paced(
            client -> client.deleteFunction(request -> request.functionName(used.function()).qualifier(number))));
  }

  private String key(NodeFunction node, Digest spec) {
    return targets.name(node, FunctionKind.DRAFT) + ':' + spec;
  }
}
