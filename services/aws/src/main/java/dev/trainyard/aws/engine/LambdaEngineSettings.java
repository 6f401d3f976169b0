package dev.trainyard.aws.engine;

import java.time.Duration;

/**
 * How the Lambda engine works.
 *
 * @param prefix what names of functions and layers begin with, at most 20 characters
 * @param roleArn the role that node code runs under
 * @param bucket where layers go that are over 50 MB
 * @param turns how many turns this server has running at once
 * @param drafts how many Runs this server has running at once
 * @param keptDrafts how many versions a draft function keeps
 * @param patience how long one change of a function may wait for Lambda: throttles, updates in flight, new roles
 */
public record LambdaEngineSettings(String prefix, String roleArn, String bucket, int turns, int drafts, int keptDrafts,
    Duration patience) {
  private static final int TURNS = 1000;
  private static final int DRAFTS = 16;
  private static final int KEPT_DRAFTS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  public LambdaEngineSettings {
    if (turns < 1 || drafts < 1 || keptDrafts < 1 || !patience.isPositive()) {
      throw new IllegalArgumentException("numbers and times must be positive");
    }
  }

  /**
   * The usual limits: Lambda runs 1,000 functions at once in an account that asked for no more.
   *
   * @param prefix what names of functions and layers begin with
   * @param roleArn the role that node code runs under
   * @param bucket where layers go that are over 50 MB
   * @return settings
   */
  public static LambdaEngineSettings usual(String prefix, String roleArn, String bucket) {
    return new LambdaEngineSettings(prefix, roleArn, bucket, TURNS, DRAFTS, KEPT_DRAFTS, PATIENCE);
  }
}
