package dev.trainyard.journeys.driver;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where things are in the checkout. */
public final class Repository {
  private Repository() {
  }

  public static Path root() {
    return Path.of(Objects.requireNonNull(System.getProperty("trainyard.root"), "trainyard.root"));
  }

  /** The built distribution. */
  public static Path distribution() {
    Path distribution = root().resolve("services/server/target/trainyard");
    if (!Files.isExecutable(distribution.resolve("bin/trainyard"))) {
      throw new AssertionError("Not built: " + distribution + ". Run mvn verify, which packs the server first.");
    }
    return distribution;
  }

  /** One cache of unpacked layers for all journeys. */
  public static Path cache() {
    return root().resolve("services/journeys/target/cache");
  }

  /** Where journeys leave what they saw. */
  public static Path screenshots() {
    return root().resolve("services/journeys/target/screenshots");
  }
}
