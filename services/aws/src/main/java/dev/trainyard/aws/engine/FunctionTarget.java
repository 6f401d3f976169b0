package dev.trainyard.aws.engine;

import dev.trainyard.engine.NodeFunction;
import java.util.Map;

/**
 * A function as it is wanted.
 *
 * @param name of the Lambda function
 * @param node whose
 * @param kind of function
 * @param shape what its spec decides
 * @param zip its code
 */
record FunctionTarget(String name, NodeFunction node, FunctionKind kind, FunctionShape shape, FunctionZip zip) {

  /** For people who find the function in AWS's console; at most 256 characters. */
  String description() {
    return "Trainyard: %s of node %s, bot %s. Made by the server; changes by hand are lost.".formatted(kind.text(),
        node.nodeName(), node.botName());
  }

  /** What a bill or a clean-up can be grouped by. */
  Map<String, String> tags() {
    return Map.of("trainyard:kind", kind.text(), "trainyard:bot", node.botName().value(), "trainyard:bot-id",
        node.bot().value(), "trainyard:node", node.nodeName().value(), "trainyard:node-id", node.node().value());
  }
}
