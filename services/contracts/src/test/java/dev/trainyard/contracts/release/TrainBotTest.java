package dev.trainyard.contracts.release;

import static dev.trainyard.contracts.release.Workshop.BOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.release.Stage;
import dev.trainyard.release.Training;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TrainBotTest {

  @Test
  @DisplayName("C8.1 Train releases all saved drafts and points staging at the release")
  void releasesDrafts() {
    Workshop workshop = Workshop.withBot();
    workshop.save("ONE", "a");
    workshop.save("TWO", "b");

    Training training = workshop.train();

    assertEquals(Training.State.SUCCEEDED, training.state(), training.toString());
    assertEquals(Optional.of(1), training.release());
    assertEquals(2, training.done());
    assertEquals(2, training.of());
    assertEquals(1, workshop.stages.view(BOT).staging().release().orElseThrow());
    assertTrue(workshop.stages.view(BOT).untrained().isEmpty());
    assertTrue(workshop.stores.stages().pointer(workshop.bots.find(BOT).id(), Stage.PRODUCTION).release().isEmpty());
  }
}
