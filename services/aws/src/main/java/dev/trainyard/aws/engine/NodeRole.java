package dev.trainyard.aws.engine;

import dev.trainyard.aws.client.AwsFailures;
import dev.trainyard.aws.client.AwsSettings;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** The role that node code runs under. It may write logs, and nothing else. */
public final class NodeRole {
  private static final String TRUST = """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"},
      "Action": "sts:AssumeRole"}]}""";
  private static final String LOGS_ALONE = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

  private NodeRole() {
  }

  /**
   * Finds the role, or makes it where the settings say so and name none.
   *
   * @param iam where roles are made
   * @param settings which role
   * @return its ARN
   * @throws TrainyardException {@code engine_unavailable}; the detail names the setting or the denied action
   */
  public static String arn(IamClient iam, AwsSettings settings) {
    if (settings.roleArn().isPresent()) {
      return settings.roleArn().get();
    }
    if (!settings.create()) {
      throw new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE,
          "TRAINYARD_AWS_ROLE_ARN must name the role that node code runs under.");
    }
    String name = settings.prefix() + "-node";
    try {
      return found(iam, name);
    } catch (NoSuchEntityException absent) {
      return made(iam, name);
    } catch (SdkException failure) {
      throw AwsFailures.engine(failure);
    }
  }

  private static String made(IamClient iam, String name) {
    try {
      String arn = iam.createRole(role -> role.roleName(name).assumeRolePolicyDocument(TRUST)
          .description("What Trainyard's node code runs under: it may write logs.")).role().arn();
      iam.attachRolePolicy(policy -> policy.roleName(name).policyArn(LOGS_ALONE));
      return arn;
    } catch (EntityAlreadyExistsException anotherServerMadeIt) {
      return found(iam, name);
    } catch (SdkException failure) {
      throw AwsFailures.engine(failure);
    }
  }

  private static String found(IamClient iam, String name) {
    return iam.getRole(role -> role.roleName(name)).role().arn();
  }
}
