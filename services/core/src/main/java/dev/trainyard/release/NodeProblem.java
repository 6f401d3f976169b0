package dev.trainyard.release;

import dev.trainyard.bot.CodeProblem;
import dev.trainyard.bot.NodeName;
import java.util.Optional;

/**
 * Why a node cannot be trained.
 *
 * @param node which
 * @param code {@code syntax_error} or {@code not_saved}
 * @param detail what is wrong
 * @param place where, for a syntax error
 */
public record NodeProblem(NodeName node, String code, String detail, Optional<CodeProblem> place) {
}
