package dev.trainyard.variable;

/**
 * A place where code reads a variable.
 *
 * @param name which
 * @param line where, from 1
 */
public record VariableUse(VariableName name, int line) {
}
