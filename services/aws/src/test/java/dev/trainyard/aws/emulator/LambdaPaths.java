package dev.trainyard.aws.emulator;

import java.util.List;
import java.util.regex.Pattern;

/** Names Lambda's operations, which show in method and path alone. */
final class LambdaPaths {
  private static final List<Operation> OPERATIONS = List.of(
      operation("Invoke", "POST", "functions/[^/]+/invocations"),
      operation("CreateFunction", "POST", "functions"),
      operation("ListFunctions", "GET", "functions"),
      operation("GetFunction", "GET", "functions/[^/]+"),
      operation("DeleteFunction", "DELETE", "functions/[^/]+"),
      operation("UpdateFunctionCode", "PUT", "functions/[^/]+/code"),
      operation("UpdateFunctionConfiguration", "PUT", "functions/[^/]+/configuration"),
      operation("GetFunctionConfiguration", "GET", "functions/[^/]+/configuration"),
      operation("PublishVersion", "POST", "functions/[^/]+/versions"),
      operation("ListVersionsByFunction", "GET", "functions/[^/]+/versions"),
      operation("PublishLayerVersion", "POST", "layers/[^/]+/versions"),
      operation("ListLayerVersions", "GET", "layers/[^/]+/versions"),
      operation("ListLayers", "GET", "layers"),
      operation("GetLayerVersion", "GET", "layers/[^/]+/versions/[^/]+"));

  private record Operation(String name, String method, Pattern path) {
  }

  private LambdaPaths() {
  }

  static String operation(String method, String path) {
    String plain = path.split("\\?", 2)[0].replaceFirst("^/20[0-9]{2}-[0-9]{2}-[0-9]{2}/", "");
    return OPERATIONS.stream().filter(each -> each.method().equals(method) && each.path().matcher(plain).matches())
        .map(Operation::name).findFirst().orElse(method + ' ' + plain);
  }

  private static Operation operation(String name, String method, String path) {
    return new Operation(name, method, Pattern.compile(path + "/?"));
  }
}
