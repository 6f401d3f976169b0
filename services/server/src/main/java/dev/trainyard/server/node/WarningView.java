package dev.trainyard.server.node;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.bot.CodeWarning;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * Something in code that may fail a turn.
 *
 * @param code handler_missing or unknown_variable
 * @param detail what may go wrong, and what to do
 * @param line where, from 1, if there is a place
 */
@Serdeable
record WarningView(String code, String detail,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer line) {

  static WarningView of(CodeWarning warning) {
    return new WarningView(warning.code(), warning.detail(), warning.line().orElse(null));
  }
}
