package dev.trainyard.release;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One training of a bot, running or ended.
 *
 * @param id its id
 * @param bot whose
 * @param state how far it is
 * @param done how many nodes are published
 * @param of how many nodes are to be published
 * @param author who started it
 * @param note the author's words, at most 2,000 characters, may be empty
 * @param startedAt when it began
 * @param endedAt when it ended, empty while it runs
 * @param problems why it was refused, node by node; empty otherwise
 * @param release the release that staging points to, if it succeeded
 * @param failure what failed, in a sentence, if it failed
 */
public record Training(TrainingId id, BotId bot, State state, int done, int of, Author author, String note,
    Instant startedAt, Optional<Instant> endedAt, List<NodeProblem> problems, Optional<Integer> release,
    Optional<String> failure) {
  public Training {
    problems = List.copyOf(problems);
  }

  /** How far a training is. */
  public enum State {
    /** At work. */
    RUNNING,
    /** Staging points to its release. */
    SUCCEEDED,
    /** Nodes are wrong; nothing changed. */
    REFUSED,
    /** Something of ours failed; nothing changed. */
    FAILED,
    /** Its server died; nothing changed. The next training reuses what it published. */
    INTERRUPTED
  }

  /**
   * A training that begins.
   *
   * @param id its id
   * @param bot whose
   * @param author who starts it
   * @param note the author's words
   * @param at when
   * @return running, with nothing done
   */
  public static Training begun(TrainingId id, BotId bot, Author author, String note, Instant at) {
    return new Training(id, bot, State.RUNNING, 0, 0, author, note, at, Optional.empty(), List.of(), Optional.empty(),
        Optional.empty());
  }

  /**
   * The training, further on.
   *
   * @param nowDone how many nodes are published
   * @param nowOf of how many
   * @return still running
   */
  public Training progressed(int nowDone, int nowOf) {
    return new Training(id, bot, state, nowDone, nowOf, author, note, startedAt, endedAt, problems, release, failure);
  }

  /**
   * The training, ended with a release.
   *
   * @param number the release
   * @param at when
   * @return succeeded
   */
  public Training succeeded(int number, Instant at) {
    return new Training(id, bot, State.SUCCEEDED, done, of, author, note, startedAt, Optional.of(at), List.of(),
        Optional.of(number), Optional.empty());
  }

  /**
   * The training, refused.
   *
   * @param why at least one node's problem
   * @param at when
   * @return refused
   */
  public Training refused(List<NodeProblem> why, Instant at) {
    return new Training(id, bot, State.REFUSED, done, of, author, note, startedAt, Optional.of(at), why,
        Optional.empty(), Optional.empty());
  }

  /**
   * The training, failed.
   *
   * @param why a sentence for the person who started it
   * @param at when
   * @return failed
   */
  public Training failed(String why, Instant at) {
    return new Training(id, bot, State.FAILED, done, of, author, note, startedAt, Optional.of(at), List.of(),
        Optional.empty(), Optional.of(why));
  }

  /**
   * The training, after its server died.
   *
   * @param at when this was noticed
   * @return interrupted
   */
  public Training interrupted(Instant at) {
    return new Training(id, bot, State.INTERRUPTED, done, of, author, note, startedAt, Optional.of(at), List.of(),
        Optional.empty(),
        Optional.of("The server stopped during the training. Train again: what was published is reused."));
  }
}
