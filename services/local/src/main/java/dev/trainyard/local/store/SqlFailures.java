package dev.trainyard.local.store;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.sql.SQLException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says in the product's words what SQLite says in its own. */
final class SqlFailures {
  private static final Logger LOG = LoggerFactory.getLogger(SqlFailures.class);
  private static final int PRIMARY_CODE = 0xff;

  private SqlFailures() {
  }

  /** A new exception each time, so that its trace is the caller's. */
  static TrainyardException translate(Throwable failure) {
    return switch (failure) {
      case TrainyardException refusal ->
        new TrainyardException(refusal.code(), refusal.detail(), refusal.members(), refusal);
      case SQLException failed when isForeignKey(failed) -> new TrainyardException(ErrorCode.NOT_FOUND,
          "The bot or node is gone: somebody deleted it.", Map.of(), failed);
      default -> new TrainyardException(ErrorCode.STORE_UNAVAILABLE, sentence(failure), Map.of(), failure);
    };
  }

  /** What is wrong and what to do, for failures of any kind. */
  static String sentence(Throwable failure) {
    return switch (primaryCode(failure)) {
      case SQLITE_FULL -> "The disk of the data folder is full; free some space, then try again.";
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
        "The data folder cannot be written; give the server's user the right to write it, then try again.";
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
        "A file in the data folder is damaged; stop the server and put back the folder from a backup.";
      case SQLITE_BUSY, SQLITE_LOCKED ->
        "Another program keeps the data folder's files locked; end it, then try again.";
      case SQLITE_IOERR -> "The disk of the data folder fails; see the server's log, then try again.";
      default -> "The store failed; the server's log says why.";
    };
  }

  /** SQLite's own code without its refinement. */
  static SQLiteErrorCode primaryCode(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        return SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & PRIMARY_CODE);
      }
    }
    return SQLiteErrorCode.UNKNOWN_ERROR;
  }

  static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception failed) {
      LOG.warn("a file of the store did not close", failed);
    }
  }

  private static boolean isForeignKey(SQLException failure) {
    return failure instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY;
  }
}
