package dev.trainyard.aws.engine;

import dev.trainyard.aws.engine.ControlPlane.Moved;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionResponse;
import software.amazon.awssdk.services.lambda.model.State;

/**
 * Publishes functions as immutable versions. The same shape gives the same version, whoever asks, also after a crash
 * between any two calls: versions are found again by what they are, and every change is guarded by the revision that
 * was read before the versions were looked through. Thread-safe; within a server, one publish of a function at a time.
 */
final class FunctionPublisher {
  private static final String LATEST = "$LATEST";
  private static final Duration FIRST_LOOK = Duration.ofMillis(100);
  private static final int LOCKS = 256;

  private final ControlPlane lambda;
  private final String role;
  private final String logGroup;
  private final List<ReentrantLock> locks = IntStream.range(0, LOCKS).mapToObj(number -> new ReentrantLock()).toList();

  /**
   * Publishes nothing yet.
   *
   * @param role ARN of the role that node code runs under
   * @param logGroup where functions write their logs
   */
  FunctionPublisher(ControlPlane lambda, String role, String logGroup) {
    this.lambda = lambda;
    this.role = role;
    this.logGroup = logGroup;
  }

  /**
   * Publishes a function, unless it was published before.
   *
   * @return the version's number; it can be invoked
   * @throws TrainyardException {@code engine_unavailable}
   */
  String publish(FunctionTarget target) {
    ReentrantLock lock = locks.get(Math.floorMod(target.name().hashCode(), LOCKS));
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE, "The work was stopped before it began.", Map.of(),
          stopped);
    }
    try {
      return ready(target, published(target));
    } finally {
      lock.unlock();
    }
  }

  /** The numbers of a function's versions that are of a shape, or of any; ascending, which is their age. */
  List<FunctionConfiguration> versions(String name) {
    List<FunctionConfiguration> found = new ArrayList<>();
    String marker = null;
    do {
      String from = marker;
      Optional<ListVersionsByFunctionResponse> page = lambda
          .paced(client -> client.listVersionsByFunction(request -> request.functionName(name).marker(from)));
      page.ifPresent(each -> each.versions().stream().filter(version -> !LATEST.equals(version.version()))
          .forEach(found::add));
      marker = page.map(ListVersionsByFunctionResponse::nextMarker).orElse(null);
    } while (marker != null && !marker.isEmpty());
    found.sort(Comparator.comparingLong(version -> Long.parseLong(version.version())));
    return found;
  }

  private String published(FunctionTarget target) {
    BackOff backOff = lambda.backOff(FIRST_LOOK);
    while (true) {
      try {
        Optional<String> version = attempt(target);
        if (version.isPresent()) {
          return version.get();
        }
      } catch (Moved moved) {
        ControlPlane.pauseOr(backOff, () -> new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE,
            "The function %s is changed by somebody else all the time; try again.".formatted(target.name()), Map.of(),
            moved));
      }
    }
  }

  /** One step; empty if it has to be looked at anew. */
  private Optional<String> attempt(FunctionTarget target) {
    Optional<FunctionConfiguration> latest = settled(target.name());
    if (latest.isEmpty()) {
      return create(target);
    }
    FunctionConfiguration present = latest.get();
    // Looked through after the revision was read: what is published in between makes the change below fail.
    Optional<String> known = versions(target.name()).stream()
        .filter(version -> target.shape().equals(FunctionShape.of(version))).map(FunctionConfiguration::version)
        .findFirst();
    if (known.isPresent()) {
      return known;
    }
    if (!target.shape().settings().equals(FunctionShape.Settings.of(present))) {
      updateSettings(target, present.revisionId());
      return Optional.empty();
    }
    return target.shape().codeSha256().equals(present.codeSha256())
        ? publishPresent(target, present.revisionId())
        : updateCode(target, present.revisionId());
  }

  private Optional<String> create(FunctionTarget target) {
    FunctionShape.Settings settings = target.shape().settings();
    return lambda.paced(client -> client.createFunction(request -> request.functionName(target.name()).role(role)
        .description(target.description()).tags(target.tags()).runtime(settings.runtime())
        .handler(settings.handler()).timeout(settings.timeoutSeconds()).memorySize(settings.memoryMegabytes())
        .layers(settings.layers()).architectures(Architecture.X86_64).loggingConfig(logs -> logs.logGroup(logGroup))
        .publish(true)
        .code(code -> code.zipFile(target.zip().bytes())))
        .version());
  }

  private void updateSettings(FunctionTarget target, String revision) {
    FunctionShape.Settings settings = target.shape().settings();
    lambda.paced(client -> client.updateFunctionConfiguration(request -> request.functionName(target.name()).role(role)
        .description(target.description()).runtime(settings.runtime()).handler(settings.handler())
        .timeout(settings.timeoutSeconds()).memorySize(settings.memoryMegabytes()).layers(settings.layers())
        .loggingConfig(logs -> logs.logGroup(logGroup)).revisionId(revision)));
  }

  private Optional<String> updateCode(FunctionTarget target, String revision) {
    return lambda.paced(client -> client.updateFunctionCode(request -> request.functionName(target.name()).publish(true)
        .revisionId(revision).zipFile(target.zip().bytes())).version());
  }

  private Optional<String> publishPresent(FunctionTarget target, String revision) {
    return lambda
        .paced(client -> client.publishVersion(request -> request.functionName(target.name()).revisionId(revision)
            .codeSha256(target.zip().sha256())).version());
  }

  /** The function once nothing is going on with it. */
  private Optional<FunctionConfiguration> settled(String name) {
    BackOff backOff = lambda.backOff(FIRST_LOOK);
    while (true) {
      Optional<FunctionConfiguration> present = lambda.function(name, LATEST);
      if (present.isEmpty() || (present.get().state() != State.PENDING
          && present.get().lastUpdateStatus() != LastUpdateStatus.IN_PROGRESS)) {
        return present;
      }
      ControlPlane.pauseOr(backOff, () -> tooSlow(name));
    }
  }

  private String ready(FunctionTarget target, String version) {
    BackOff backOff = lambda.backOff(FIRST_LOOK);
    while (true) {
      Optional<FunctionConfiguration> present = lambda.function(target.name(), version);
      if (present.isPresent() && present.get().state() == State.FAILED) {
        throw new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE,
            "Lambda could not make version %s of function %s ready: %s.".formatted(version, target.name(),
                present.get().stateReasonCodeAsString()));
      }
      if (present.isPresent() && present.get().state() != State.PENDING) {
        return version;
      }
      ControlPlane.pauseOr(backOff, () -> tooSlow(target.name()));
    }
  }

  private static TrainyardException tooSlow(String name) {
    return new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE,
        "Lambda did not make the function %s ready in time; try again.".formatted(name));
  }
}
