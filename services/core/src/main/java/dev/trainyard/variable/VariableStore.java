package dev.trainyard.variable;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotId;
import dev.trainyard.release.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Variables of bots, encrypted at rest, at most {@value #MOST} a bot. Thread-safe, also across servers: every change of
 * a variable is conditional on its revision. Values never appear in exceptions. Methods throw {@code store_unavailable}
 * when the store cannot be reached.
 */
public interface VariableStore {
  /** The most variables of one bot. */
  int MOST = 500;

  /**
   * Sets values of a variable, which is made if it is absent. Either all values of the call are set or none.
   *
   * @param bot whose
   * @param name its name
   * @param values by stage; a stage that is absent keeps what it has; none at all: the variable is there, without
   * values
   * @param expectedRevision the variable's revision, 0 if it is to be new
   * @param by who changes it
   * @param at when
   * @return the variable after the change
   * @throws dev.trainyard.error.TrainyardException {@code conflict} if the revision is another by now,
   * {@code too_large} if the bot has {@value #MOST} others
   */
  Variable put(BotId bot, VariableName name, Map<Stage, VariableValue> values, int expectedRevision, Author by,
      Instant at);

  /**
   * Removes a variable from all stages. Where it is absent nothing happens.
   *
   * @param bot whose
   * @param name its name
   * @param expectedRevision its revision
   * @throws dev.trainyard.error.TrainyardException {@code conflict} if the revision is another by now
   */
  void delete(BotId bot, VariableName name, int expectedRevision);

  /**
   * Lists a bot's variables by name, ascending, without values.
   *
   * @param bot whose
   * @return all of them
   */
  List<Variable> list(BotId bot);

  /**
   * The revision of {@link #values}: cheap, to be asked again and again.
   *
   * @param bot whose
   * @param stage where
   * @return the revision
   */
  long revision(BotId bot, Stage stage);

  /**
   * Reads all values of a stage. May be slow and cost one request a variable: callers keep the answer and ask again
   * when {@link #revision} has changed.
   *
   * @param bot whose
   * @param stage where
   * @return the values, at one moment
   */
  VariableValues values(BotId bot, Stage stage);
}
