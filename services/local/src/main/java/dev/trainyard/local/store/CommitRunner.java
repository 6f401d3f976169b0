package dev.trainyard.local.store;

import dev.trainyard.error.TrainyardException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the writes that wait together in one transaction, so that they share one wait for the disk. Each has a savepoint
 * of its own: one that is refused takes nothing else with it. Nobody gets an answer before the commit. Thread-safe.
 *
 * @param most how many writes share a transaction
 */
record CommitRunner(int most) implements SqlExecutor.Runner {
  private static final Logger LOG = LoggerFactory.getLogger(CommitRunner.class);

  @Override
  public void run(SqlSession session, List<SqlTask<?>> tasks) {
    try {
      session.change("BEGIN IMMEDIATE");
      if (tasks.size() == 1) {
        runAlone(session, tasks.getFirst());
      } else {
        runTogether(session, tasks);
      }
    } catch (SQLException | RuntimeException failed) {
      rollBack(session);
      TrainyardException why = SqlFailures.translate(failed);
      tasks.forEach(task -> task.fail(why));
      return;
    }
    tasks.forEach(SqlTask::answer);
  }

  private static void runAlone(SqlSession session, SqlTask<?> task) throws SQLException {
    if (task.run(session).isEmpty()) {
      session.change("COMMIT");
    } else {
      rollBack(session);
    }
  }

  private static void runTogether(SqlSession session, List<SqlTask<?>> tasks) throws SQLException {
    for (SqlTask<?> task : tasks) {
      session.change("SAVEPOINT task");
      Optional<Throwable> failure = task.run(session);
      if (failure.isPresent()) {
        takeBack(session, failure.get());
      }
      session.change("RELEASE task");
    }
    session.change("COMMIT");
  }

  private static void takeBack(SqlSession session, Throwable failure) throws SQLException {
    try {
      session.change("ROLLBACK TO task");
    } catch (SQLException lost) {
      // A full disk, for one, ends the whole transaction: then that is what all its writes are told.
      failure.addSuppressed(lost);
      throw new SQLException("the transaction was lost", failure);
    }
  }

  private static void rollBack(SqlSession session) {
    try {
      session.change("ROLLBACK");
    } catch (SQLException none) {
      LOG.debug("SQLite had rolled back by itself", none);
    }
  }
}
