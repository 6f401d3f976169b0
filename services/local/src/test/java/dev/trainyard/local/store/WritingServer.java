package dev.trainyard.local.store;

import static dev.trainyard.local.store.Samples.BOT;
import static dev.trainyard.local.store.Samples.NODE;
import static dev.trainyard.local.store.Samples.draft;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A server that saves until it is killed, and prints each revision once it was acknowledged. */
final class WritingServer {
  private WritingServer() {
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments the data folder
   */
  public static void main(String[] arguments) {
    LocalStores stores = Samples.open(Path.of(arguments[0]));
    stores.bots().create(BOT);
    stores.nodes().create(NODE);
    for (int revision = 1;; revision++) {
      stores.codes().put(("code " + revision).getBytes(StandardCharsets.UTF_8));
      stores.drafts().append(BOT.id(), draft(revision));
      System.out.println("saved " + revision + ".");
    }
  }
}
