package dev.trainyard.aws.emulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What stands in for AWS: {@code AWS_ENDPOINT_URL}, or the property {@code aws.endpointUrl}, says where it is. With
 * {@code TRAINYARD_TEST_ACCOUNT=true} and no endpoint it is AWS itself, by the account of the usual credentials.
 * Immutable.
 *
 * @param name such as {@code ministack}
 * @param endpoint where it is; empty for an account
 * @param lacks what it cannot do, with the reason
 */
public record Emulator(String name, Optional<URI> endpoint, Map<Ability, String> lacks) {
  private static final String UNCHECKED = "it accepts what AWS refuses";
  private static final String NO_EXECUTOR = "it runs functions in containers only";

  public Emulator {
    lacks = Map.copyOf(lacks);
  }

  private static final class Found {
    private static final Optional<Emulator> EMULATOR = look();

    private Found() {
    }
  }

  /**
   * Finds it, once per process.
   *
   * @return empty if nobody named one
   * @throws IllegalStateException if one is named and does not answer
   */
  public static Optional<Emulator> find() {
    return Found.EMULATOR;
  }

  /**
   * Whether it can do something.
   *
   * @param ability what
   * @return true, unless it is known to lack it
   */
  public boolean can(Ability ability) {
    return !lacks.containsKey(ability);
  }

  /**
   * An emulator, found by what it answers.
   *
   * @param endpoint where it is
   * @return it
   */
  public static Emulator at(URI endpoint) {
    if (answers(endpoint.resolve("/_ministack/health"))) {
      return new Emulator("ministack", Optional.of(endpoint), ministack());
    }
    if (answers(endpoint.resolve("/_localstack/health"))) {
      return new Emulator("LocalStack", Optional.of(endpoint), localStack());
    }
    throw new IllegalStateException(
        "Neither ministack nor LocalStack answers at " + endpoint + ", which AWS_ENDPOINT_URL names.");
  }

  private static Optional<Emulator> look() {
    String named = System.getProperty("aws.endpointUrl", System.getenv().getOrDefault("AWS_ENDPOINT_URL", ""));
    if (!named.isEmpty()) {
      return Optional.of(at(URI.create(named)));
    }
    return Boolean.parseBoolean(System.getenv("TRAINYARD_TEST_ACCOUNT"))
        ? Optional.of(new Emulator("AWS", Optional.empty(), Map.of(Ability.LAMBDA_PYTHON36,
            "AWS has refused to make functions of python3.6 since 2022")))
        : Optional.empty();
  }

  private static Map<Ability, String> ministack() {
    Map<Ability, String> lacks = new EnumMap<>(Ability.class);
    lacks.put(Ability.SSM_REFUSALS, UNCHECKED);
    lacks.put(Ability.LAMBDA_IN_FLIGHT, UNCHECKED);
    lacks.put(Ability.IAM, "it lets everybody do everything");
    return lacks;
  }

  private static Map<Ability, String> localStack() {
    Map<Ability, String> lacks = new EnumMap<>(Ability.class);
    lacks.put(Ability.SSM_REFUSALS, UNCHECKED);
    lacks.put(Ability.LAMBDA_IN_FLIGHT, NO_EXECUTOR);
    lacks.put(Ability.LAMBDA_PYTHON36, "it refuses that runtime, as AWS does");
    lacks.put(Ability.LAMBDA_LAYER_BOOTSTRAP, NO_EXECUTOR);
    lacks.put(Ability.LAMBDA_LOG_TAIL, NO_EXECUTOR);
    lacks.put(Ability.LAMBDA_CONTROL, NO_EXECUTOR + ", and its functions never become active");
    lacks.put(Ability.IAM, "it lets everybody do everything");
    return lacks;
  }

  private static boolean answers(URI address) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build(),
          HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException refused) {
      return false;
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
