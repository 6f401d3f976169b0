package dev.trainyard.infra;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;

/** The CDK application: one deployment, as the context says. */
public final class TrainyardApp {
  /** How CDK behaves, told here so that tests and the command line behave alike. */
  private static final Map<String, Object> FLAGS = Map.of("@aws-cdk/aws-iam:minimizePolicies", true,
      "@aws-cdk/aws-ecs:removeDefaultDeploymentAlarm", true,
      "@aws-cdk/aws-ecs:disableExplicitDeploymentControllerForCircuitBreaker",
      true, "@aws-cdk/aws-ecs:removeDefaultDesiredCount", true, "@aws-cdk/core:checkSecretUsage", true,
      "aws:cdk:version-reporting", false);

  private TrainyardApp() {
  }

  /**
   * Writes the templates to where the CDK command line says.
   *
   * @param arguments the folder of the layers; else {@code ../lambda-layers}
   */
  public static void main(String[] arguments) {
    try {
      synthesize(AppProps.builder(), Path.of(arguments.length > 0 ? arguments[0] : "../lambda-layers"));
    } catch (IllegalArgumentException wrong) {
      System.err.println("The deployment's context (-c NAME=VALUE) is wrong:\n" + wrong.getMessage());
      System.exit(2);
    }
  }

  static void synthesize(AppProps.Builder props, Path layers) {
    App app = new App(props.postCliContext(FLAGS).analyticsReporting(false).build());
    Deployment deployment = Deployment.read(
        key -> Optional.ofNullable(app.getNode().tryGetContext(key)).map(String::valueOf));
    Tags.of(app).add("trainyard", deployment.prefix());
    new ImagesStack(app, "TrainyardImages", StackProps.builder().stackName(deployment.prefix() + "-images").build(),
        deployment);
    new TrainyardStack(app, "Trainyard", StackProps.builder().stackName(deployment.prefix()).build(), deployment,
        layers);
    app.synth();
  }
}
