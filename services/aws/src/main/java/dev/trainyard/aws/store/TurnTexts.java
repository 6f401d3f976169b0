package dev.trainyard.aws.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The texts of a turn, packed into one value.
 *
 * @param input of the turn
 * @param output of the turn
 * @param log what the code wrote
 */
record TurnTexts(String input, String output, String log) {
  /** The most bytes of a packed value: an item may hold 400 KB. */
  static final int MOST_BYTES = 256 * 1024;
  private static final String CUT = "\n[cut: a turn's texts take at most 256 KB when packed]\n";

  /** What does not fit is cut off the longest text, which is the log where it is long at all. */
  byte[] packed() {
    byte[] packed = Packing.pack(bytes());
    if (packed.length <= MOST_BYTES) {
      return packed;
    }
    double share = 0.9 * MOST_BYTES / packed.length;
    int longest = Math.max(log.length(), Math.max(input.length(), output.length()));
    return log.length() == longest
        ? new TurnTexts(input, output, cut(log.replace(CUT, ""), share) + CUT).packed()
        : new TurnTexts(shortened(input, longest, share), shortened(output, longest, share), log).packed();
  }

  static TurnTexts unpacked(byte[] packed) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Packing.unpack(packed)))) {
      return new TurnTexts(text(in), text(in), text(in));
    } catch (IOException damaged) {
      throw new UncheckedIOException("a stored turn cannot be read", damaged);
    }
  }

  private byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (String text : new String[]{input, output, log}) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(encoded.length);
        out.write(encoded);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static String shortened(String text, int longest, double share) {
    return text.length() == longest ? cut(text, share) : text;
  }

  /** Never ends within a character. */
  private static String cut(String text, double share) {
    int length = (int) (text.length() * share);
    return text.substring(0, length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }
}
