package dev.trainyard.aws.emulator;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.contracts.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.State;

/** An emulator that ran functions by any other Python would let everything else pass all the same. */
class RealPythonTest {
  private static final String CODE = """
      import sys

      def main(event, context):
          return sys.version
      """;

  @Test
  @OnEmulator({Ability.LAMBDA_CONTROL, Ability.LAMBDA_PYTHON36})
  void functionsRunByPython36() throws IOException {
    LambdaClientBuilder builder = LambdaClient.builder();
    Emulator.find().flatMap(Emulator::endpoint).ifPresent(builder::endpointOverride);
    String name = "python-" + UUID.randomUUID();
    SdkBytes zip = SdkBytes.fromByteArray(zip());
    try (LambdaClient lambda = builder.build()) {
      lambda.createFunction(r -> r.functionName(name).runtime("python3.6").handler("handler.main")
          .role("arn:aws:iam::000000000000:role/none").code(c -> c.zipFile(zip)));
      Eventually.holds("active", Duration.ofSeconds(20),
          () -> lambda.getFunction(r -> r.functionName(name)).configuration().state() == State.ACTIVE);
      InvokeResponse answer = lambda.invoke(r -> r.functionName(name).payload(SdkBytes.fromUtf8String("{}")));
      assertNull(answer.functionError());
      assertTrue(answer.payload().asUtf8String().startsWith("\"3.6."), answer.payload().asUtf8String());
      lambda.deleteFunction(r -> r.functionName(name));
    }
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("handler.py"));
      zip.write(CODE.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
