package dev.trainyard.bot;

import java.util.Optional;

/**
 * Something in code that compiles but may fail a turn. It stops neither a save nor a training.
 *
 * @param code {@code handler_missing} or {@code unknown_variable}
 * @param detail what may go wrong, and what to do
 * @param line where, from 1, if there is a place
 */
public record CodeWarning(String code, String detail, Optional<Integer> line) {
}
