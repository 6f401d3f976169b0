package dev.trainyard.engine;

import dev.trainyard.bot.BotId;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs node code. Thread-safe; calls block and are made from virtual threads. Nothing here assumes one process or one
 * machine: what {@link #publish} gives can be invoked through another instance, and after a restart.
 *
 * <p>
 * The code of one bot never sees anything of another's, of a draft's nothing in a release, of the server's nothing at
 * all. A function's faults are values; an engine throws {@code engine_unavailable} only where no invocation is asked
 * for.
 */
public interface FunctionEngine extends AutoCloseable {

  /**
   * Publishes a function as an immutable version. The same function and spec give the same version, however often and
   * through whichever instance, also after a crash in between. Returns once the version can be invoked.
   *
   * @param function whose
   * @param spec how it behaves; its code is in the code store
   * @return the version
   * @throws dev.trainyard.error.TrainyardException {@code engine_unavailable} when the engine failed
   */
  FunctionVersion publish(NodeFunction function, FunctionSpec spec);

  /**
   * Invokes a version, at most once. An interrupt of the calling thread does not stop the function.
   *
   * @param version from {@link #publish}
   * @param request with what
   * @return what became of it
   */
  Invocation invoke(FunctionVersion version, InvocationRequest request);

  /**
   * Invokes a version as {@link #invoke} does, without waiting for what becomes of it. Never blocks.
   *
   * @param version from {@link #publish}
   * @param request with what
   * @param then is told what became of it, once, by any thread, perhaps before this returns; must not block
   * @return false if this engine can only wait; then it has done nothing
   */
  default boolean submit(FunctionVersion version, InvocationRequest request, Consumer<Invocation> then) {
    return false;
  }

  /**
   * Runs code that was never published, at most once, apart from everything published. Never takes the capacity that is
   * reserved for {@link #invoke}. An interrupt of the calling thread stops the function and gives
   * {@link Invocation.Cause#STOPPED}, with the interrupt consumed.
   *
   * @param function whose
   * @param spec how it behaves; its code is in the code store
   * @param request with what
   * @return what became of it
   */
  Invocation runDraft(NodeFunction function, FunctionSpec spec, InvocationRequest request);

  /**
   * Advises which versions of a bot turns go to. An engine keeps processes of the first set ready, and of the second
   * while memory allows. Replaces earlier advice for the bot. Cheap; never waits for processes to start.
   *
   * @param bot whose
   * @param serving what the stages point to
   * @param fallback what a roll-back would point to
   */
  void keepWarm(BotId bot, Set<FunctionVersion> serving, Set<FunctionVersion> fallback);

  /**
   * Gives up a version that no release needs. Repeating it is fine.
   *
   * @param version from {@link #publish}
   */
  void retire(FunctionVersion version);

  /**
   * Gives up a function with all that is left of it: its node is gone, and no release needs any version of it.
   * Repeating it is fine. An engine that keeps nothing of a function but its versions does nothing.
   *
   * @param function that is never published again
   */
  default void remove(NodeFunction function) {
    // Most engines keep nothing.
  }

  /**
   * Tells how the engine is, within a second.
   *
   * @return its health
   */
  EngineHealth health();

  /** Ends all that runs and frees everything. Afterwards every invocation is {@link Invocation.Unavailable}. */
  @Override
  void close();
}
