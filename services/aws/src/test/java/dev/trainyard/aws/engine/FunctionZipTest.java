package dev.trainyard.aws.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.trainyard.bot.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionZipTest {

  @Property(tries = 200)
  void equalCodeGivesEqualBytesThatHoldIt(@ForAll byte[] code) throws IOException {
    FunctionZip zip = FunctionZip.of(code);
    assertArrayEquals(zip.bytes().asByteArray(), FunctionZip.of(code.clone()).bytes().asByteArray());
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip.bytes().asByteArray()))) {
      ZipEntry entry = entries.getNextEntry();
      assertNotNull(entry);
      assertEquals("handler.py", entry.getName());
      assertArrayEquals(code, entries.readAllBytes());
      assertNull(entries.getNextEntry());
    }
  }

  @Test
  @DisplayName("the bytes never change: a server of another version must not publish everything anew")
  void keepsItsBytes() {
    FunctionZip zip = FunctionZip.of("def main(event, context):\n  return None\n".getBytes(StandardCharsets.UTF_8));
    assertEquals("7b985df769ed4e4aa21099306f6d2dd23fff53f9789da8950484960246bbc7c3",
        Digest.of(zip.bytes().asByteArray()).value());
  }

  @Test
  @DisplayName("other readers of zips find one file that everybody may read")
  void isReadByOthers(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("code.zip"), FunctionZip.of(new byte[]{'x'}).bytes().asByteArray());
    try (FileSystem zip = FileSystems.newFileSystem(file, Map.of("enablePosixFileAttributes", "true"))) {
      Path handler = zip.getPath("handler.py");
      assertEquals("x", Files.readString(handler));
      assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(handler)));
    }
  }
}
