package dev.trainyard.release;

import dev.trainyard.bot.BotId;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;

/**
 * Where the stages of bots point. Thread-safe, also across servers: a move is one conditional write, seen whole or not
 * at all. Reads see the writes that were acknowledged before them. Methods throw {@code store_unavailable} when the
 * store cannot be reached.
 */
public interface StageStore {

  /**
   * Reads a pointer.
   *
   * @param bot whose
   * @param stage which
   * @return the pointer; {@link StagePointer#none()} before the first move
   */
  StagePointer pointer(BotId bot, Stage stage);

  /**
   * Moves a pointer to {@code pointer.after(move)}.
   *
   * @param bot whose
   * @param stage which
   * @param move one revision after the stored one
   * @return the pointer after the move
   * @throws dev.trainyard.error.TrainyardException {@code conflict} if the pointer was moved meanwhile
   */
  StagePointer move(BotId bot, Stage stage, StageMove move);

  /**
   * Lists the moves of a stage, newest first.
   *
   * @param bot whose
   * @param stage which
   * @param page which part
   * @return the moves
   */
  Page<StageMove> moves(BotId bot, Stage stage, PageRequest page);
}
