package dev.trainyard.aws.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the AWS home is told. The messages of a refusal name the setting as an environment variable.
 *
 * @param table the DynamoDB table, {@code TRAINYARD_AWS_TABLE}
 * @param bucket the S3 bucket, {@code TRAINYARD_AWS_BUCKET}
 * @param prefix what the names of functions, layers and parameters begin with, {@code TRAINYARD_AWS_PREFIX}
 * @param roleArn the role that functions run under, {@code TRAINYARD_AWS_ROLE_ARN}; may be absent where it is created
 * @param runtime what runs node code, {@code TRAINYARD_AWS_RUNTIME}
 * @param kmsKey id, ARN or alias of the key that encrypts parameters, {@code TRAINYARD_AWS_KMS_KEY}; without it the
 * account's own
 * @param create whether a missing table, bucket or role is made, {@code TRAINYARD_AWS_CREATE}
 * @param region without it the SDK's chain finds one, {@code AWS_REGION} first
 * @param endpoint where all services are, {@code AWS_ENDPOINT_URL}; without it AWS itself
 */
public record AwsSettings(String table, String bucket, String prefix, Optional<String> roleArn, FunctionRuntime runtime,
    Optional<String> kmsKey, boolean create, Optional<String> region, Optional<URI> endpoint) {
  private static final Pattern TABLE = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIX = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]{0,19}");
  private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/\\S{1,512}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d+");

  /** @throws IllegalArgumentException naming every wrong setting at once */
  public AwsSettings {
    List<String> problems = new ArrayList<>();
    check(problems, TABLE.matcher(table).matches(), "TRAINYARD_AWS_TABLE",
        "a table's name: 3 to 255 letters, digits, _, . and -");
    check(problems, BUCKET.matcher(bucket).matches(), "TRAINYARD_AWS_BUCKET",
        "a bucket's name: 3 to 63 lower-case letters, digits, . and -");
    check(problems, PREFIX.matcher(prefix).matches() && !isReserved(prefix), "TRAINYARD_AWS_PREFIX",
        "a letter, then at most 19 letters, digits, _ and -, not beginning with aws or ssm");
    check(problems, roleArn.isEmpty() || ROLE.matcher(roleArn.get()).matches(), "TRAINYARD_AWS_ROLE_ARN",
        "the ARN of the role that node code runs under, such as arn:aws:iam::123456789012:role/trainyard-node");
    check(problems, kmsKey.isEmpty() || !kmsKey.get().isBlank(), "TRAINYARD_AWS_KMS_KEY",
        "a key's id, ARN or alias, or not set at all");
    check(problems, region.isEmpty() || REGION.matcher(region.get()).matches(), "AWS_REGION",
        "a region such as eu-central-1");
    check(problems, endpoint.isEmpty() || isAddress(endpoint.get()), "AWS_ENDPOINT_URL",
        "an address such as http://127.0.0.1:4566");
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", problems));
    }
  }

  /** Whether the bucket's name stands in the path: emulators know no other way. */
  public boolean s3PathStyle() {
    return endpoint.isPresent();
  }

  private static void check(List<String> problems, boolean holds, String setting, String expected) {
    if (!holds) {
      problems.add("%s must be %s.".formatted(setting, expected));
    }
  }

  /** Names of parameters that only AWS may use. */
  private static boolean isReserved(String prefix) {
    String lower = prefix.toLowerCase(Locale.ROOT);
    return lower.startsWith("aws") || lower.startsWith("ssm");
  }

  private static boolean isAddress(URI address) {
    return ("http".equals(address.getScheme()) || "https".equals(address.getScheme())) && address.getHost() != null;
  }
}
