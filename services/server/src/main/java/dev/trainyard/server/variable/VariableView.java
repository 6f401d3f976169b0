package dev.trainyard.server.variable;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.bot.NodeName;
import dev.trainyard.release.Stage;
import dev.trainyard.variable.Variable;
import dev.trainyard.variable.VariableItem;
import dev.trainyard.variable.VariableValue;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A variable.
 *
 * @param name its name
 * @param staging whether and when it was set on staging
 * @param production whether and when it was set in production
 * @param usedBy nodes whose newest code reads it
 * @param revision for If-Match
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record VariableView(String name, ValueView staging, ValueView production,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> usedBy, int revision) {

  /**
   * A value.
   *
   * @param set whether there is one
   * @param updatedAt when it was set
   * @param updatedBy who set it
   * @param value the value, only where it was asked for
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record ValueView(boolean set, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant updatedAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String updatedBy,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String value) {

    static ValueView of(Variable.@Nullable Change change) {
      return change == null
          ? new ValueView(false, null, null, null)
          : new ValueView(true, change.at(), change.by().name(), null);
    }

    ValueView with(@Nullable VariableValue revealed) {
      return revealed == null ? this : new ValueView(set, updatedAt, updatedBy, revealed.text());
    }
  }

  static VariableView of(Variable variable) {
    return new VariableView(variable.name().value(), ValueView.of(variable.values().get(Stage.STAGING)),
        ValueView.of(variable.values().get(Stage.PRODUCTION)), null, variable.revision());
  }

  static VariableView of(VariableItem item) {
    VariableView plain = of(item.variable());
    return new VariableView(plain.name, plain.staging, plain.production,
        item.usedBy().stream().map(NodeName::value).toList(), plain.revision);
  }

  VariableView revealing(Stage stage, @Nullable VariableValue value) {
    return switch (stage) {
      case STAGING -> new VariableView(name, staging.with(value), production, usedBy, revision);
      case PRODUCTION -> new VariableView(name, staging, production.with(value), usedBy, revision);
    };
  }
}
