package dev.trainyard.engine;

/**
 * A function as it was published. Never changes, and holds all that an engine needs to invoke it after a restart.
 *
 * @param function whose
 * @param spec how it behaves
 * @param reference the engine's own name for it, at most 300 characters
 */
public record FunctionVersion(NodeFunction function, FunctionSpec spec, String reference) {

  /**
   * Tells versions apart by the reference alone: whole bots are put into sets while a caller waits for a stage to move.
   */
  @Override
  public int hashCode() {
    return reference.hashCode();
  }
}
