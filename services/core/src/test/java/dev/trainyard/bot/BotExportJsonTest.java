package dev.trainyard.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BotExportJsonTest {
  private static final String GOOD = """
      {"format":"trainyard-bot","version":1,"name":"clinic",
       "settings":{"title":"T","bot_break":{"messages":{"en":["Sorry"]},"action":"hand_over"}},
       "variables":["KEY"],
       "nodes":[{"name":"ONE","settings":{"end_node":false,"timeout_seconds":20,"memory_mb":128},"code":"pass",
                 "samples":[{"name":"first","input":"{}"}]},
                {"name":"TWO","settings":{"end_node":true,"timeout_seconds":1,"memory_mb":3008},"samples":[]}]}""";

  @Test
  void readsAnExport() {
    BotExport export = read(GOOD);
    assertEquals(2, export.nodes().size());
    assertEquals("pass", export.nodes().getFirst().code().orElseThrow().source());
    assertTrue(export.nodes().getLast().code().isEmpty());
    assertEquals(BotSettings.BreakAction.HAND_OVER, export.settings().breakAction());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"\"ONE\"|\"one\"|/nodes/0/name",
      "\"TWO\"|\"ONE\"|/nodes/1", "\"pass\"|7|/nodes/0/code", "\"pass\"|\"\\ud800\"|/nodes/0/code",
      "\"{}\"|\"[]\"|/nodes/0/samples/0/input", "\"{}\"|\"{\"|/nodes/0/samples/0/input",
      "\"first\"|\"a/b\"|/nodes/0/samples/0/name", ":20|:0|/nodes/0/settings/timeout_seconds",
      ":20|:2.5|/nodes/0/settings/timeout_seconds",
      ":128|:99|/nodes/0/settings/memory_mb", ":false|:\"no\"|/nodes/0/settings/end_node",
      "\"KEY\"|\"1KEY\"|/variables/0",
      "[\"KEY\"]|[\"KEY\",\"KEY\"]|/variables/1", "\"hand_over\"|\"hang_up\"|/settings/bot_break/action",
      "\"en\"|\"english\"|/settings/bot_break/messages/english", "[\"Sorry\"]|[1]|/settings/bot_break/messages/en",
      "\"T\"|null|/settings/title",
      "\"clinic\"|\"Clinic\"|/name", "\"version\":1|\"version\":2|/format", "\"variables\"|\"values\"|/values",
      "\"version\":1|\"version\":1,\"version\":1|``", "{\"format\"|[{\"format\"|``"})
  void refusesByPointer(String from, String to, String pointer) {
    assertTrue(GOOD.contains(from), from);
    TrainyardException refused = assertThrows(TrainyardException.class, () -> read(GOOD.replace(from, to)));
    assertEquals(ErrorCode.INVALID, refused.code());
    assertTrue(refused.members().toString().matches("(?s).*pointer=" + pointer + "[,}].*"),
        refused.members()::toString);
  }

  @Property
  @Label("a changed export is read or refused by the caller's fault, never anything else")
  void takesAnyDamage(@ForAll("places") int place, @ForAll byte value) {
    byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
    bytes[place % bytes.length] = value;
    try {
      BotExportJson.read(bytes);
    } catch (TrainyardException refused) {
      assertEquals(ErrorCode.INVALID, refused.code());
    }
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, 2000);
  }

  private static BotExport read(String json) {
    return BotExportJson.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
