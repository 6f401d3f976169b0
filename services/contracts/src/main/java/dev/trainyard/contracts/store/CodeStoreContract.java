package dev.trainyard.contracts.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.bot.Digest;
import dev.trainyard.contracts.Race;
import dev.trainyard.contracts.Race.Finish;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@code CodeStore} must do. */
public abstract class CodeStoreContract extends StoreContract {

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {0, 1, 255, 4096, 1024 * 1024, 8 * 1024 * 1024})
  @DisplayName("a blob comes back byte by byte, also after a restart")
  void givesBackWhatWasPut(int size) {
    byte[] blob = random(size);
    Digest digest = stores().codes().put(blob);
    assertEquals(Digest.of(blob), digest);
    assertArrayEquals(blob, stores().codes().get(digest).orElseThrow());
    assertArrayEquals(blob, reopen().codes().get(digest).orElseThrow());
  }

  @Test
  void findsNothingThatWasNeverPut() {
    assertEquals(Optional.empty(), stores().codes().get(Digest.of(unique())));
  }

  @Test
  void storesTheSameAgain() {
    byte[] blob = unique().getBytes(StandardCharsets.UTF_8);
    Digest first = stores().codes().put(blob);
    assertEquals(first, stores().codes().put(blob.clone()));
    assertArrayEquals(blob, stores().codes().get(first).orElseThrow());
  }

  @Test
  @DisplayName("nobody changes a blob through the arrays that they handed over or got")
  void keepsItsOwnCopy() {
    byte[] blob = unique().getBytes(StandardCharsets.UTF_8);
    byte[] expected = blob.clone();
    Digest digest = stores().codes().put(blob);
    blob[0]++;
    byte[] read = stores().codes().get(digest).orElseThrow();
    assertArrayEquals(expected, read);
    read[0]++;
    assertArrayEquals(expected, stores().codes().get(digest).orElseThrow());
  }

  @Test
  @DisplayName("several that put the same bytes at once all succeed")
  void putsTheSameAtOnce() {
    byte[] blob = (unique() + "x".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    List<Finish<Digest>> finishes = Race.run(8,
        number -> (number % 2 == 0 ? stores() : reopen()).codes().put(blob.clone()));
    assertEquals(8, finishes.stream().filter(finish -> finish.value().equals(Optional.of(Digest.of(blob)))).count());
    assertArrayEquals(blob, stores().codes().get(Digest.of(blob)).orElseThrow());
  }
}
