package dev.trainyard.local.engine;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Messages over a sandbox's socket. A message is a frame, 4 bytes of length and as many bytes; in it 4 bytes of length
 * and a header, the rest is blobs. One thread at a time sends and receives, an engine's own thread that nobody
 * interrupts, since an interrupt would close the channel. {@link #halfClose} and {@link #close} are for any thread.
 */
final class Connection implements Closeable {
  static final int MOST_FRAME = 16 * 1024 * 1024;
  static final int MOST_HEADER = 64 * 1024;
  private static final int PREFIX = 8;
  private static final int BUFFER = 16 * 1024;
  private static final int MOST_TAIL = 512 * 1024;
  private static final long MOST_GARBAGE = 2L * MOST_FRAME;

  private static final byte[] NOTHING = {};

  private final SocketChannel channel;
  private final ByteBuffer buffer;
  private byte[] early = NOTHING;
  private volatile boolean sending;

  /** What arrived: the header's bytes, all blobs one after the other, and whether more came right behind. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Message(byte[] header, byte[] blobs, boolean followed) {
  }

  /** The other side ended, or sent what is no message. Holds the last that it sent. */
  static final class Ended extends IOException {
    @java.io.Serial
    private static final long serialVersionUID = 1L;
    private final transient byte[] tail;

    Ended(byte[] tail) {
      super("The other side ended the connection.");
      this.tail = tail;
    }

    byte[] tail() {
      return tail;
    }
  }

  Connection(SocketChannel channel) {
    this.channel = channel;
    this.buffer = ByteBuffer.allocateDirect(BUFFER);
  }

  static Connection open(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException refused) {
      channel.close();
      throw refused;
    }
    return new Connection(channel);
  }

  void send(byte[] header, byte[]... blobs) throws IOException {
    int total = 4 + header.length;
    for (byte[] blob : blobs) {
      total = Math.addExact(total, blob.length);
    }
    if (total > MOST_FRAME || header.length > MOST_HEADER) {
      throw new IOException("a message of " + total + " bytes is too long");
    }
    sending = true;
    try {
      buffer.clear();
      buffer.putInt(total).putInt(header.length);
      put(header);
      for (byte[] blob : blobs) {
        put(blob);
      }
      drain();
    } finally {
      sending = false;
    }
  }

  private void put(byte[] bytes) throws IOException {
    int from = 0;
    while (from < bytes.length) {
      if (!buffer.hasRemaining()) {
        drain();
      }
      int count = Math.min(bytes.length - from, buffer.remaining());
      buffer.put(bytes, from, count);
      from += count;
    }
  }

  private void drain() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /**
   * Receives a message.
   *
   * @throws Ended when there is none, with the last bytes that came
   */
  Message receive() throws IOException {
    buffer.clear().put(early);
    early = NOTHING;
    while (buffer.position() < PREFIX) {
      if (read(buffer) < 0) {
        throw ended();
      }
    }
    int total = buffer.getInt(0);
    int headerBytes = buffer.getInt(4);
    if (total < 4 || total > MOST_FRAME || headerBytes < 0 || headerBytes > MOST_HEADER || headerBytes > total - 4) {
      throw ended();
    }
    byte[] message = new byte[total - 4];
    int have = Math.min(buffer.position() - PREFIX, message.length);
    int excess = buffer.position() - PREFIX - have;
    buffer.get(PREFIX, message, 0, have);
    if (excess > 0) {
      early = new byte[excess];
      buffer.get(PREFIX + have, early);
    }
    fill(message, have);
    return new Message(Arrays.copyOf(message, headerBytes), Arrays.copyOfRange(message, headerBytes, message.length),
        excess > 0);
  }

  private void fill(byte[] message, int have) throws IOException {
    int filled = have;
    while (filled < message.length) {
      buffer.clear().limit(Math.min(buffer.capacity(), message.length - filled));
      int count = read(buffer);
      if (count < 0) {
        int kept = Math.min(filled, MOST_TAIL);
        throw new Ended(Arrays.copyOfRange(message, filled - kept, filled));
      }
      buffer.flip().get(message, filled, count);
      filled += count;
    }
  }

  /** Reads to the end, keeping the last of it, starting with what is in the buffer. */
  private Ended ended() throws IOException {
    byte[] tail = new byte[BUFFER];
    int length = 0;
    long seen = 0;
    buffer.flip();
    do {
      int count = buffer.remaining();
      if (length + count > tail.length && tail.length < MOST_TAIL) {
        tail = Arrays.copyOf(tail, Math.min(MOST_TAIL, Math.max(2 * tail.length, length + count)));
      }
      int surplus = Math.max(0, length + count - tail.length);
      System.arraycopy(tail, surplus, tail, 0, length - surplus);
      buffer.get(tail, length - surplus, count);
      length += count - surplus;
      seen += count;
      buffer.clear();
    } while (seen < MOST_GARBAGE && read(buffer) >= 0 && flipped());
    return new Ended(Arrays.copyOf(tail, length));
  }

  private boolean flipped() {
    buffer.flip();
    return true;
  }

  /** A connection that is reset has ended; what came before was delivered. */
  private int read(ByteBuffer into) throws IOException {
    try {
      return channel.read(into);
    } catch (SocketException | EOFException reset) {
      return -1;
    } catch (IOException failure) {
      if (channel.isOpen()) {
        return -1;
      }
      throw failure;
    }
  }

  /**
   * Asks the other side to end.
   *
   * @return false if it has to be killed, because it does not read what is being sent
   */
  boolean halfClose() {
    if (sending) {
      return false;
    }
    try {
      channel.shutdownOutput();
      return true;
    } catch (IOException gone) {
      return true;
    }
  }

  /**
   * Looks whether the other side has ended, while it owes no message.
   *
   * @return true if it has, or sent what it must not
   */
  boolean hasEnded() {
    try {
      channel.configureBlocking(false);
      buffer.clear();
      boolean ended = channel.read(buffer) != 0;
      channel.configureBlocking(true);
      return ended;
    } catch (IOException gone) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // It is of no use any more either way.
    }
  }
}
