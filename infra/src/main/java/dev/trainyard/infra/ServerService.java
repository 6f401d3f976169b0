package dev.trainyard.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.ecs.AwsLogDriverMode;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.CpuUtilizationScalingProps;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargatePlatformVersion;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LinuxParameters;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.ScalableTaskCount;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.SystemControl;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/** The copies of the server: stateless containers that scale with their work and are replaced one after the other. */
final class ServerService extends Construct {
  static final int PORT = 8080;
  static final String DATA_FOLDER = "/var/lib/trainyard";
  /** Of the task's 2 GB; the rest is Java's own, and the compiler of node code. */
  static final String HEAP = "1024m";
  private static final int CPU_PERCENT = 60;
  /** Fargate allows no more. Load balancing stopped long before, so turns are not cut by it. */
  private static final Duration LONGEST_STOP = Duration.seconds(120);

  private final Cluster cluster;
  private final FargateService service;

  /**
   * What the service stands on.
   *
   * @param network where it runs
   * @param door through which callers come
   * @param role what it may do
   * @param logs where it writes
   * @param image what runs
   * @param token the secret that callers send
   * @param environment its settings
   */
  record Base(Network network, FrontDoor door, Role role, ILogGroup logs, ContainerImage image, Secret token,
      Map<String, String> environment) {
  }

  ServerService(Construct scope, String id, Deployment.Copies copies, Base base) {
    super(scope, id);
    this.cluster = Cluster.Builder.create(this, "Cluster").vpc(base.network().vpc())
        .containerInsightsV2(ContainerInsights.ENABLED).build();
    this.service = FargateService.Builder.create(this, "Service").cluster(cluster).taskDefinition(task(base))
        .vpcSubnets(base.network().serverSubnets()).securityGroups(List.of(base.network().servers()))
        .assignPublicIp(false).minHealthyPercent(100).maxHealthyPercent(200)
        .circuitBreaker(DeploymentCircuitBreaker.builder().rollback(true).build())
        .healthCheckGracePeriod(Duration.seconds(60)).platformVersion(FargatePlatformVersion.VERSION1_4).build();
    service.attachToApplicationTargetGroup(base.door().servers());
    scale(copies);
  }

  private FargateTaskDefinition task(Base base) {
    FargateTaskDefinition task = FargateTaskDefinition.Builder.create(this, "Task").cpu(1024).memoryLimitMiB(2048)
        .taskRole(base.role()).runtimePlatform(RuntimePlatform.builder().cpuArchitecture(CpuArchitecture.X86_64)
            .operatingSystemFamily(OperatingSystemFamily.LINUX).build())
        .volumes(List.of(Volume.builder().name("data").build(), Volume.builder().name("tmp").build())).build();
    ContainerDefinition container = task.addContainer("server", ContainerDefinitionOptions.builder()
        .image(base.image()).essential(true).readonlyRootFilesystem(true).privileged(false).user("10001:10001")
        .environment(base.environment()).secrets(Map.of("TRAINYARD_TOKEN", base.token())).stopTimeout(LONGEST_STOP)
        .portMappings(List.of(PortMapping.builder().containerPort(PORT).build())).systemControls(keepAlive())
        .logging(LogDriver.awsLogs(AwsLogDriverProps.builder().logGroup(base.logs()).streamPrefix("server")
            .mode(AwsLogDriverMode.NON_BLOCKING).build()))
        .linuxParameters(withoutCapabilities()).build());
    container.addMountPoints(mount("data", DATA_FOLDER), mount("tmp", "/tmp"));
    return task;
  }

  /** Endpoints forget connections that are silent for 350 s, and a node may work silently for 900. */
  private static List<SystemControl> keepAlive() {
    return List.of(control("net.ipv4.tcp_keepalive_time", "60"), control("net.ipv4.tcp_keepalive_intvl", "30"));
  }

  private static SystemControl control(String name, String value) {
    return SystemControl.builder().namespace(name).value(value).build();
  }

  private LinuxParameters withoutCapabilities() {
    LinuxParameters parameters = LinuxParameters.Builder.create(this, "Linux").initProcessEnabled(true).build();
    parameters.dropCapabilities(Capability.ALL);
    return parameters;
  }

  private static MountPoint mount(String volume, String path) {
    return MountPoint.builder().sourceVolume(volume).containerPath(path).readOnly(false).build();
  }

  /** No desired count: with one, every deployment would set a service under load back to it. */
  private void scale(Deployment.Copies copies) {
    ScalableTaskCount count = service.autoScaleTaskCount(
        EnableScalingProps.builder().minCapacity(copies.least()).maxCapacity(copies.most()).build());
    count.scaleOnCpuUtilization("Cpu", CpuUtilizationScalingProps.builder().targetUtilizationPercent(CPU_PERCENT)
        .scaleOutCooldown(Duration.seconds(60)).scaleInCooldown(Duration.minutes(5)).build());
  }

  FargateService service() {
    return service;
  }
}
