package dev.trainyard.local.store;

import java.util.List;

/** Runs reads one by one: each statement sees all that was committed before it began. Thread-safe. */
final class ReadRunner implements SqlExecutor.Runner {

  @Override
  public int most() {
    return 1;
  }

  @Override
  public void run(SqlSession session, List<SqlTask<?>> tasks) {
    for (SqlTask<?> task : tasks) {
      task.run(session);
      task.answer();
    }
  }
}
