package dev.trainyard.aws.store;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/** DynamoDB Local in this process, one for all tests: starting it takes a second. It ends with the process. */
final class LocalDynamoDb {
  private static final URI ADDRESS = start();

  private LocalDynamoDb() {
  }

  static URI address() {
    return ADDRESS;
  }

  private static URI start() {
    try {
      int port;
      try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = probe.getLocalPort();
      }
      DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(
          new String[]{"-inMemory", "-disableTelemetry", "-port", String.valueOf(port)});
      server.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
      return URI.create("http://127.0.0.1:" + port);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (Exception failed) {
      throw new IllegalStateException("DynamoDB Local does not start", failed);
    }
  }

  private static void stop(DynamoDBProxyServer server) {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("DynamoDB Local does not stop", failed);
    }
  }
}
