package dev.trainyard.aws.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The deployment package of a node: a zip with {@code handler.py} alone. Equal code gives equal bytes, on every machine
 * and with every Java, for its SHA-256 tells whether a function has changed. Libraries put time zones, their platform
 * or their compression into a zip, so the 22 fields are written here: one stored file of mode 0644 from 1980-01-01.
 *
 * @param bytes of the zip
 * @param sha256 of them, in Base64, as Lambda gives it
 */
record FunctionZip(SdkBytes bytes, String sha256) {
  private static final byte[] NAME = "handler.py".getBytes(StandardCharsets.US_ASCII);
  private static final int LOCAL_HEADER = 30;
  private static final int CENTRAL_HEADER = 46;
  private static final int END = 22;
  private static final short VERSION = 20;
  private static final short MADE_BY_UNIX = 3 << 8 | VERSION;
  private static final int FIRST_DAY = 1 << 21 | 1 << 16;
  private static final int FILE_MODE = 0100644 << 16;

  /** Packs code. */
  static FunctionZip of(byte[] code) {
    CRC32 crc = new CRC32();
    crc.update(code);
    int central = LOCAL_HEADER + NAME.length + code.length;
    ByteBuffer zip = ByteBuffer.allocate(central + CENTRAL_HEADER + NAME.length + END).order(ByteOrder.LITTLE_ENDIAN);
    zip.putInt(0x04034b50);
    described(zip, (int) crc.getValue(), code.length).putShort((short) 0).put(NAME).put(code);
    zip.putInt(0x02014b50).putShort(MADE_BY_UNIX);
    described(zip, (int) crc.getValue(), code.length);
    zip.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(FILE_MODE).putInt(0)
        .put(NAME);
    zip.putInt(0x06054b50).putShort((short) 0).putShort((short) 0).putShort((short) 1).putShort((short) 1)
        .putInt(CENTRAL_HEADER + NAME.length).putInt(central).putShort((short) 0);
    return new FunctionZip(SdkBytes.fromByteArrayUnsafe(zip.array()), sha256(zip.array()));
  }

  /** What both headers say of the file, up to the length of its name. */
  private static ByteBuffer described(ByteBuffer zip, int crc, int size) {
    return zip.putShort(VERSION).putShort((short) 0).putShort((short) 0).putInt(FIRST_DAY).putInt(crc).putInt(size)
        .putInt(size).putShort((short) NAME.length);
  }

  private static String sha256(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
