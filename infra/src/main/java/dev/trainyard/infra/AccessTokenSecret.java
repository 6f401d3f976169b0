package dev.trainyard.infra;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * The token of the deployment: made in the account at the first deployment, never seen by who deploys. It does not
 * change by itself, since every caller must learn a new one.
 */
final class AccessTokenSecret extends Construct {
  private static final int CHARACTERS = 43;

  private final Secret secret;

  AccessTokenSecret(Construct scope, String id, Deployment deployment, IKey key) {
    super(scope, id);
    this.secret = Secret.Builder.create(this, "Secret").secretName(deployment.prefix() + "/token").encryptionKey(key)
        .description("What callers of Trainyard send").removalPolicy(RemovalPolicy.DESTROY)
        .generateSecretString(
            SecretStringGenerator.builder().passwordLength(CHARACTERS).excludePunctuation(true).build())
        .build();
  }

  Secret secret() {
    return secret;
  }
}
