package dev.trainyard.aws.emulator;

/** What tests may need of whatever stands in for AWS. */
public enum Ability {
  /** DynamoDB, with conditions and transactions. */
  DYNAMODB("DynamoDB"),
  /** S3, with {@code If-None-Match}. */
  S3("S3"),
  /** SSM's parameters, with versions and paging. */
  SSM("SSM parameters"),
  /** SSM refuses what it refuses on AWS: empty values, doubled braces, more than 4 KB in the standard tier. */
  SSM_REFUSALS("SSM's refusals"),
  /** Functions and layers can be made, changed and published. */
  LAMBDA_CONTROL("Lambda's control plane"),
  /** A second update while one is in flight is refused. */
  LAMBDA_IN_FLIGHT("409 while an update is in flight"),
  /** Functions of the managed runtime python3.6 run, by a real one. */
  LAMBDA_PYTHON36("running functions of python3.6"),
  /** Functions of provided.al2023 run by the bootstrap of a layer. */
  LAMBDA_LAYER_BOOTSTRAP("running functions of provided.al2023 by a layer's bootstrap"),
  /** The answer to an invocation has the end of its log. */
  LAMBDA_LOG_TAIL("the log's tail in answers of Invoke"),
  /** Roles and what they allow are checked. */
  IAM("checking permissions");

  private final String text;

  Ability(String text) {
    this.text = text;
  }

  /**
   * The ability in words.
   *
   * @return half a sentence
   */
  public String text() {
    return text;
  }
}
