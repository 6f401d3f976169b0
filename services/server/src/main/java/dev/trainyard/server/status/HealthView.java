package dev.trainyard.server.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * How the server is.
 *
 * @param status {@code ready}, {@code starting} or {@code unavailable}
 * @param engine what runs code
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record HealthView(String status, EngineView engine) {

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
