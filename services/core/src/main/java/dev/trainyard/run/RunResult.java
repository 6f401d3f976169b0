package dev.trainyard.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.trainyard.engine.Usage;
import dev.trainyard.turn.TurnOutcome;
import java.time.Duration;
import java.util.List;

/**
 * What a run shows to the person who started it. The values of variables are masked in the logs and in the texts of a
 * fault.
 *
 * @param requestId known to the code as {@code context.aws_request_id}
 * @param revision of the draft that ran
 * @param outcome what a turn would have become
 * @param stopped whether it was stopped before it was over
 * @param output the decoded body of the result, indented, or the fault
 * @param logs what the code wrote, with START, END and REPORT lines
 * @param messages what a user would see, in the message language; empty after a bot break
 * @param warnings what is odd about them
 * @param usage what it cost
 * @param total from the request to its end
 */
public record RunResult(String requestId, int revision, TurnOutcome outcome, boolean stopped, String output,
    String logs, ArrayNode messages, List<String> warnings, Usage usage, Duration total) {
  public RunResult {
    warnings = List.copyOf(warnings);
  }
}
