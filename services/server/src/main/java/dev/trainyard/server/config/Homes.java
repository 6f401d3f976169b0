package dev.trainyard.server.config;

import java.net.URI;
import java.util.Optional;

/**
 * What runs node code and where bots are kept: each on this machine or on AWS. All four pairs work.
 *
 * @param engineOnAws whether Lambda runs node code
 * @param storeOnAws whether DynamoDB, S3 and SSM keep the bots
 * @param aws what AWS is asked for; empty if neither is there
 */
public record Homes(boolean engineOnAws, boolean storeOnAws, Optional<Aws> aws) {
  /** Everything on this machine. */
  public static final Homes LOCAL = new Homes(false, false, Optional.empty());

  /**
   * What AWS is asked for. Region and credentials are the SDK's to find.
   *
   * @param table of DynamoDB
   * @param bucket of S3
   * @param prefix of names
   * @param roleArn that functions run under; empty if it is to be made, or no function is
   * @param runtime of functions
   * @param kmsKey that encrypts variables
   * @param create whether to make what is absent
   * @param endpoint where all services are; empty: AWS itself
   */
  public record Aws(String table, String bucket, String prefix, Optional<String> roleArn, String runtime,
      Optional<String> kmsKey, boolean create, Optional<URI> endpoint) {
  }
}
