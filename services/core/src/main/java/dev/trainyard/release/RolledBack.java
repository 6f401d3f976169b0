package dev.trainyard.release;

import java.util.OptionalInt;

/**
 * What became of a roll-back.
 *
 * @param pointer the stage's pointer now
 * @param from the release it had before; the present one if the stage was at the wanted release already
 * @param notice what a roll-back leaves as it is, for the person who asked for it
 */
public record RolledBack(StagePointer pointer, OptionalInt from, String notice) {
}
