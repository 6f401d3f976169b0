package dev.trainyard.aws.emulator;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

    static {
      EMULATOR.ifPresent(found -> found.tellLacks(System.out));
    }

    private Found() {
    }
  }

  /**
   * Finds it, once per process, and tells in the build's output what it lacks.
   *
   * @return empty if nobody named one
   * @throws IllegalStateException if one is named and does not answer
   */
  public static Optional<Emulator> find() {
    return Found.EMULATOR;
  }

  /**
   * A LocalStack beside it, by {@code TRAINYARD_TEST_LOCALSTACK_URL}.
   *
   * @return empty if nobody named one
   * @throws IllegalStateException if one is named and does not answer
   */
  public static Optional<Emulator> localStack() {
    return Optional.ofNullable(System.getenv("TRAINYARD_TEST_LOCALSTACK_URL")).filter(named -> !named.isEmpty())
        .map(named -> at(URI.create(named)));
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
   * Tells what does not run on it, and why.
   *
   * @param to the build's output
   */
  public void tellLacks(PrintStream to) {
    new TreeMap<>(lacks)
        .forEach((ability, why) -> to.println("NOT RUN on " + name + ": " + ability.text() + ": " + why));
  }

  /**
   * An emulator, found by what it answers.
   *
   * @param endpoint where it is
   * @return it
   */
  public static Emulator at(URI endpoint) {
    if (health(endpoint, "/_ministack/health").isPresent()) {
      return new Emulator("ministack", Optional.of(endpoint), ministackLacks());
    }
    Optional<String> localStack = health(endpoint, "/_localstack/health");
    if (localStack.isPresent()) {
      return new Emulator("LocalStack", Optional.of(endpoint), localStackLacks(localStack.get()));
    }
    throw new IllegalStateException(
        "Neither ministack nor LocalStack answers at " + endpoint + ", which the environment names.");
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

  private static Map<Ability, String> ministackLacks() {
    Map<Ability, String> lacks = new EnumMap<>(Ability.class);
    lacks.put(Ability.SSM_REFUSALS, UNCHECKED);
    lacks.put(Ability.LAMBDA_IN_FLIGHT, UNCHECKED);
    lacks.put(Ability.IAM, "it lets everybody do everything");
    return lacks;
  }

  /** Outside a container it has no DynamoDB, and says so. */
  private static Map<Ability, String> localStackLacks(String health) {
    Map<Ability, String> lacks = new EnumMap<>(Ability.class);
    if (!health.matches("(?s).*\"dynamodb\": *\"(available|running)\".*")) {
      lacks.put(Ability.DYNAMODB, "its DynamoDB comes with its container only");
    }
    lacks.put(Ability.SSM_REFUSALS, UNCHECKED);
    lacks.put(Ability.LAMBDA_IN_FLIGHT, NO_EXECUTOR);
    lacks.put(Ability.LAMBDA_PYTHON36, "it refuses that runtime, as AWS does");
    lacks.put(Ability.LAMBDA_LAYER_BOOTSTRAP, NO_EXECUTOR);
    lacks.put(Ability.LAMBDA_LOG_TAIL, NO_EXECUTOR);
    lacks.put(Ability.LAMBDA_CONTROL, NO_EXECUTOR + ", and its functions never become active");
    lacks.put(Ability.IAM, "it lets everybody do everything");
    return lacks;
  }

  private static Optional<String> health(URI endpoint, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(
          HttpRequest.newBuilder(endpoint.resolve(path)).timeout(Duration.ofSeconds(10)).build(),
          HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    } catch (IOException refused) {
      return Optional.empty();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
