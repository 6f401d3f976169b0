package dev.trainyard.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogConfiguratorTest {
  @TempDir
  Path folder;

  @Test
  @DisplayName("warnings of all and notes of the server's own are logged, a line each")
  void lines() throws Exception {
    LoggerContext logs = new LoggerContext();
    logs.setMDCAdapter(new LogbackMDCAdapter());
    new ContextInitializer(logs).autoConfig();
    ConsoleAppender<?> errors = assertInstanceOf(ConsoleAppender.class,
        logs.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("errors"));
    assertEquals("System.err", errors.getTarget());
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    errors.setOutputStream(written);
    logs.getLogger("io.framework.Part").info("unheard");
    logs.getLogger("io.framework.Part").warn("strange");
    logs.getLogger("dev.trainyard.server.Some").info("begun");
    logs.getLogger("dev.trainyard.server.Some").debug("unheard");
    String text = written.toString(StandardCharsets.UTF_8);
    assertTrue(text.matches("""
        \\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  io.framework.Part strange\\R\
        \\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  d.t.server.Some begun\\R"""), text);
  }

  @Test
  @DisplayName("a file that is named goes before it")
  void file() throws Exception {
    Path named = Files.writeString(folder.resolve("logs.xml"),
        "<configuration><root level=\"error\"/></configuration>");
    System.setProperty(ClassicConstants.CONFIG_FILE_PROPERTY, named.toString());
    try {
      LoggerContext logs = new LoggerContext();
      new ContextInitializer(logs).autoConfig();
      assertNull(logs.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("errors"));
      assertFalse(logs.getLogger("dev.trainyard").isWarnEnabled());
    } finally {
      System.clearProperty(ClassicConstants.CONFIG_FILE_PROPERTY);
    }
  }

  @Test
  @DisplayName("it is what this process logs with")
  void used() {
    LoggerContext logs = assertInstanceOf(LoggerContext.class, LoggerFactory.getILoggerFactory());
    assertInstanceOf(ConsoleAppender.class, logs.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("errors"));
  }
}
