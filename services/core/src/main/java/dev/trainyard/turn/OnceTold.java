package dev.trainyard.turn;

import dev.trainyard.engine.Invocation;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Passes on the first that it is told, so that a turn has one outcome whatever its engine does. Thread-safe. */
final class OnceTold implements Consumer<Invocation> {
  private final Consumer<Invocation> then;
  private final AtomicBoolean told = new AtomicBoolean();

  OnceTold(Consumer<Invocation> then) {
    this.then = then;
  }

  @Override
  public void accept(Invocation invocation) {
    if (told.compareAndSet(false, true)) {
      then.accept(invocation);
    }
  }
}
