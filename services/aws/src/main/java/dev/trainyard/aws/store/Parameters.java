package dev.trainyard.aws.store;

import dev.trainyard.aws.client.AwsFailures;
import dev.trainyard.aws.client.Pace;
import dev.trainyard.aws.client.Pace.Kind;
import dev.trainyard.bot.BotId;
import dev.trainyard.release.Stage;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableValue;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.TooManyUpdatesException;

/**
 * The parameters of variables' values: {@code /<prefix>/<bot id>/<stage>/<NAME>}, SecureStrings. Every call goes at the
 * pace. Thread-safe. Methods throw {@code store_unavailable}; no exception holds a value.
 */
final class Parameters {
  private static final int MOST_TOGETHER = 10;
  /** Others write the same parameter: SSM has no order for them. */
  private static final Retry WHILE_BUSY = Retry.of("put a parameter",
      RetryConfig.custom().maxAttempts(8)
          .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(100), 1.7, 0.5))
          .retryExceptions(TooManyUpdatesException.class).build());

  private final SsmClient client;
  private final Pace pace;
  private final String prefix;
  private final Optional<String> kmsKey;

  Parameters(SsmClient client, Pace pace, String prefix, Optional<String> kmsKey) {
    this.client = client;
    this.pace = pace;
    this.prefix = prefix;
    this.kmsKey = kmsKey;
  }

  /**
   * One version of one parameter. It never changes.
   *
   * @param life a variable that is made anew after its deletion begins another life, whose parameter has another name:
   * so nobody who is late removes or reads the values of the other life
   */
  record Version(BotId bot, Stage stage, VariableName name, int life, long number) {
  }

  /**
   * Writes a value over the one that is there.
   *
   * @return its version, which never meant and never will mean another value
   */
  Version put(BotId bot, Stage stage, VariableName name, int life, VariableValue value) {
    return AwsFailures.inStore(() -> WHILE_BUSY.executeSupplier(() -> {
      pace.await(Kind.SSM_WRITES);
      return new Version(bot, stage, name, life, client.putParameter(put -> {
        put.name(path(bot, stage, name, life)).value(ValueEncoding.encode(value)).type(ParameterType.SECURE_STRING)
            .tier(ParameterTier.INTELLIGENT_TIERING).overwrite(true);
        kmsKey.ifPresent(put::keyId);
      }).version());
    }));
  }

  /** The values of some versions; those that are gone, or not to be seen yet, are left out. */
  Map<Version, VariableValue> get(Collection<Version> versions) {
    Map<Version, VariableValue> values = new HashMap<>();
    for (List<Version> part : parts(List.copyOf(versions))) {
      Map<String, Version> bySelector = new HashMap<>();
      part.forEach(version -> bySelector.put(path(version) + ':' + version.number(), version));
      pace.await(Kind.SSM_READS);
      List<Parameter> found = AwsFailures
          .inStore(() -> client.getParameters(get -> get.names(bySelector.keySet()).withDecryption(true)).parameters());
      for (Parameter parameter : found) {
        Version version = bySelector.get(parameter.name() + ':' + parameter.version());
        if (version != null) {
          values.put(version, ValueEncoding.decode(parameter.value()));
        }
      }
    }
    return values;
  }

  /** Removes the parameters of one life of a variable. Repeating it is fine. */
  void delete(BotId bot, VariableName name, int life, Collection<Stage> stages) {
    delete(stages.stream().map(stage -> path(bot, stage, name, life)).toList());
  }

  /** Removes all parameters of a bot, also those that no index names. Repeating it is fine. */
  void deleteAll(BotId bot) {
    String path = "/%s/%s".formatted(prefix, bot);
    List<String> names = new ArrayList<>();
    String token = null;
    do {
      String next = token;
      pace.await(Kind.SSM_READS);
      GetParametersByPathResponse page = AwsFailures.inStore(
          () -> client.getParametersByPath(get -> get.path(path).recursive(true).nextToken(next)));
      names.addAll(page.parameters().stream().map(Parameter::name).toList());
      token = page.nextToken();
    } while (token != null && !token.isEmpty());
    delete(names);
  }

  /** Asks for a parameter that nobody has, to see whether SSM answers. */
  void ping() {
    AwsFailures.inStore(() -> client.getParameters(get -> get.names("/%s/nobody".formatted(prefix))));
  }

  /**
   * Encrypts something that nobody reads, where a key is named: whether that key can be used is told by no other call,
   * and it should not be told by the first variable that somebody sets.
   */
  void tryKey() {
    kmsKey.ifPresent(key -> AwsFailures.inStore(() -> WHILE_BUSY.executeSupplier(() -> {
      pace.await(Kind.SSM_WRITES);
      return client.putParameter(put -> put.name("/%s/key".formatted(prefix)).value("tried")
          .type(ParameterType.SECURE_STRING).keyId(key).overwrite(true));
    })));
  }

  private void delete(List<String> names) {
    for (List<String> part : parts(names)) {
      pace.await(Kind.SSM_WRITES);
      AwsFailures.inStore(() -> client.deleteParameters(delete -> delete.names(part)));
    }
  }

  private String path(Version version) {
    return path(version.bot(), version.stage(), version.name(), version.life());
  }

  private String path(BotId bot, Stage stage, VariableName name, int life) {
    return "/%s/%s/%s/%s%s".formatted(prefix, bot, stage.text(), name, life == 1 ? "" : "." + life);
  }

  private static <T> List<List<T>> parts(List<T> whole) {
    List<List<T>> parts = new ArrayList<>();
    for (int begin = 0; begin < whole.size(); begin += MOST_TOGETHER) {
      parts.add(whole.subList(begin, Math.min(whole.size(), begin + MOST_TOGETHER)));
    }
    return parts;
  }
}
