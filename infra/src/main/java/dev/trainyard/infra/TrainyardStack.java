package dev.trainyard.infra;

import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Secret;
import software.constructs.Construct;

/** One deployment of Trainyard: what it keeps, what it may do, and the service itself. */
final class TrainyardStack extends Stack {
  TrainyardStack(Construct scope, String id, StackProps props, Deployment deployment, Path layers) {
    super(scope, id, props);
    CustomerKey key = new CustomerKey(this, "Key", deployment);
    LogGroups logs = new LogGroups(this, "Logs", deployment, key.key());
    BotTable table = new BotTable(this, "Bots", key.key());
    CodeBucket bucket = new CodeBucket(this, "Code", key.key());
    NodeRole nodes = new NodeRole(this, "Nodes", logs.nodes());
    new Layers(this, "Layers", deployment, layers);
    ServiceRole role = new ServiceRole(this, "Server", deployment,
        new ServiceRole.Reach(table.table(), bucket.bucket(), key.key(), nodes.role()));
    ServerSettings settings = new ServerSettings(deployment, table.table(), bucket.bucket(), key.key(), nodes.role());

    Network network = new Network(this, "Network", deployment, logs.network());
    FrontDoor door = new FrontDoor(this, "Door", deployment, network, ServerService.PORT);
    List<String> names = deployment.names().isEmpty()
        ? List.of(door.balancer().getLoadBalancerDnsName())
        : deployment.names();
    ServerService service = new ServerService(this, "Service", deployment.copies(),
        new ServerService.Base(network, door, role.role(), logs.server(), image(deployment),
            Secret.fromSecretsManager(new AccessTokenSecret(this, "Token", deployment, key.key()).secret()),
            settings.container(this, ServerService.PORT, names)));

    Alarms alarms = new Alarms(this, "Alarms", deployment, key.key());
    alarms.watch(door);
    alarms.watch(service.service());
    alarms.watch(table.table());
    alarms.watchFunctions();
    settings.show(this);
    CfnOutput.Builder.create(this, "Address").description("Point the host names here")
        .value(door.balancer().getLoadBalancerDnsName()).build();
  }

  private ContainerImage image(Deployment deployment) {
    CfnParameter tag = CfnParameter.Builder.create(this, "ImageTag").type("String")
        .description("Tag of the server's image in " + ImagesStack.nameOf(deployment))
        .allowedPattern("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}").build();
    return ContainerImage.fromEcrRepository(
        Repository.fromRepositoryName(this, "Images", ImagesStack.nameOf(deployment)), tag.getValueAsString());
  }
}
