package dev.trainyard.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NodeTemplateTest {

  @Test
  @DisplayName("C1.5 the template has a main, reads the body, and gives no warning")
  void isWhole() {
    assertTrue(NodeTemplate.CODE.source().contains("def main(event, context):"));
    assertTrue(NodeTemplate.CODE.source().contains("json.loads(event[\"body\"])"));
    assertEquals(List.of(), CodeWarnings.of(NodeTemplate.CODE, List.of()));
  }
}
