package dev.trainyard.aws.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.NodeFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FunctionNamesTest {
  private static final FunctionNames NAMES = new FunctionNames("trainyard");

  private static NodeFunction node(String botId, String nodeId, String bot, String node) {
    return new NodeFunction(new BotId(botId), new NodeId(nodeId), new BotName(bot), new NodeName(node));
  }

  @Test
  void tellsWhoseItIs() {
    String name = NAMES.name(node("b1", "n1", "kli", "VALIDATE_OTP"), FunctionKind.RELEASE);
    assertTrue(name.matches("trainyard-kli-VALIDATE_OTP-[0-9a-f]{12}-r"), name);
    assertTrue(NAMES.owns(name));
    assertTrue(!NAMES.owns("trainyardother-kli"));
  }

  @Property
  void fitsLambdaWhateverTheNames(
      @ForAll @StringLength(min = 1, max = 64) @CharRange(from = 'a', to = 'z') @Chars({'_', '-'}) String bot,
      @ForAll @StringLength(min = 1, max = 64) @CharRange(from = 'A', to = 'Z') @Chars({'_'}) String node,
      @ForAll @StringLength(min = 1, max = 20) @CharRange(from = 'a', to = 'z') String prefix) {
    FunctionNames names = new FunctionNames(prefix);
    for (FunctionKind kind : FunctionKind.values()) {
      String name = names.name(node("b", "n", bot, node), kind);
      assertTrue(name.length() <= 64 && name.matches("[a-zA-Z0-9_-]+"), name);
    }
  }

  @Test
  void tellsNodesApartThatLookAlike() {
    NodeFunction one = node("b1", "n1", "kli", "NODE");
    assertEquals(NAMES.name(one, FunctionKind.DRAFT), NAMES.name(one, FunctionKind.DRAFT));
    assertNotEquals(NAMES.name(one, FunctionKind.DRAFT), NAMES.name(one, FunctionKind.RELEASE));
    assertNotEquals(NAMES.name(one, FunctionKind.RELEASE),
        NAMES.name(node("b1", "n2", "kli", "NODE"), FunctionKind.RELEASE));
    assertNotEquals(NAMES.name(one, FunctionKind.RELEASE),
        NAMES.name(node("b2", "n1", "kli", "NODE"), FunctionKind.RELEASE));
  }

  @Test
  void refusesPrefixesThatLeaveNoRoom() {
    assertThrows(IllegalArgumentException.class, () -> new FunctionNames("a".repeat(21)));
    assertThrows(IllegalArgumentException.class, () -> new FunctionNames(""));
  }
}
