package dev.trainyard.aws.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * A request that the SDK sent.
 *
 * @param service as in the request's signature, such as {@code lambda}
 * @param operation such as {@code Invoke}; for S3 the method
 * @param method such as {@code POST}
 * @param path with its query
 * @param headers with names in lower case
 * @param body as sent, a character of ISO 8859-1 per byte
 */
public record Call(String service, String operation, String method, String path, Map<String, String> headers,
    String body) {
  public Call {
    headers = Map.copyOf(headers);
  }

  static Call of(String method, String path, Map<String, String> headers, String body) {
    String service = serviceOf(headers);
    return new Call(service, operationOf(service, method, path, headers), method, path, headers, body);
  }

  /**
   * The body as text.
   *
   * @return UTF-8
   */
  public String text() {
    return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /**
   * Whether this is an operation of a service.
   *
   * @param name such as {@code lambda:Invoke}, or {@code lambda:*}
   * @return true if so
   */
  public boolean is(String name) {
    return name.equals(service + ":*") || name.equals(service + ':' + operation);
  }

  @Override
  public String toString() {
    return "%s:%s %s %s".formatted(service, operation, method, path);
  }

  /** Reads the service from the scope that the signature is for: key/date/region/service/aws4_request. */
  private static String serviceOf(Map<String, String> headers) {
    String signature = headers.getOrDefault("authorization", "");
    int start = signature.indexOf("Credential=");
    String[] scope = start < 0 ? new String[0] : signature.substring(start).split(",", 2)[0].split("/", -1);
    return scope.length == 5 ? scope[3] : "unsigned";
  }

  private static String operationOf(String service, String method, String path, Map<String, String> headers) {
    String target = headers.getOrDefault("x-amz-target", "");
    if (!target.isEmpty()) {
      return target.substring(target.lastIndexOf('.') + 1);
    }
    return service.equals("lambda") ? LambdaPaths.operation(method, path) : method.toUpperCase(Locale.ROOT);
  }
}
