package dev.trainyard.local.store;

import java.sql.SQLException;

/**
 * Some statements that belong together.
 *
 * @param <T> what they find
 */
@FunctionalInterface
interface SqlWork<T> {

  /**
   * Runs the statements.
   *
   * @param session to be used on the calling thread until this returns
   * @return what they found
   * @throws SQLException as SQLite says
   */
  T run(SqlSession session) throws SQLException;
}
