package dev.trainyard.server.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * How the server is.
 *
 * @param status {@code ready}, {@code starting} or {@code unavailable}
 * @param engine what runs code
 * @param services what the server stands on, if that is more than its machine
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record HealthView(String status, EngineView engine, List<ServiceView> services) {

  /**
   * How a service is.
   *
   * @param name such as {@code DynamoDB}
   * @param answers whether it does what the server needs
   * @param detail what is wrong and what to do; empty if nothing is
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record ServiceView(String name, boolean answers, String detail) {
  }

  /**
   * How the engine is.
   *
   * @param available whether it can run code
   * @param summary what it is
   * @param degradations what this machine lacks
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record EngineView(boolean available, String summary, List<DegradationView> degradations) {
  }

  /**
   * Something that is weaker here than it should be.
   *
   * @param name short
   * @param why what is missing
   * @param remedy what mends it
   */
  @Serdeable
  record DegradationView(String name, String why, String remedy) {
  }
}
