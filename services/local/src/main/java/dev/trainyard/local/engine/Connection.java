package dev.trainyard.local.engine;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Messages over a sandbox's socket. A message is a frame, 4 bytes of length and as many bytes; in it 4 bytes of length
 * and a header, the rest is blobs. One thread at a time sends and receives: while the connection blocks, an engine's
 * own thread that nobody interrupts, since an interrupt would close the channel; else any. {@link #halfClose} and
 * {@link #close} are for any thread.
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

  /** What arrived: a header, then all blobs one after the other, and whether more came right behind. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Message(byte[] bytes, int headerBytes, boolean followed) {
    byte[] header() {
      return Arrays.copyOf(bytes, headerBytes);
    }

    byte[] blobs() {
      return Arrays.copyOfRange(bytes, headerBytes, bytes.length);
    }
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

  /** What has come is nothing that can be received at once: the end, no message, or a long one. */
  static final class Unusual extends IOException {
    @java.io.Serial
    private static final long serialVersionUID = 1L;
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

  /** From now on nothing waits: {@link #sendAtOnce} and {@link #receiveAtOnce} are used, and somebody listens. */
  void listen(Listener listener, Listener.Heard heard) throws IOException {
    channel.configureBlocking(false);
    listener.listen(channel, heard);
  }

  /** Nothing more shall be heard until {@link #leave}. */
  void hush(Listener listener) {
    listener.leave(channel);
  }

  /** From now on everything waits again. */
  void leave(Listener listener) throws IOException {
    boolean blocks = false;
    while (!blocks) {
      listener.leave(channel);
      try {
        channel.configureBlocking(true);
        blocks = true;
      } catch (IllegalBlockingModeException begunJustNow) {
        Thread.onSpinWait();
      }
    }
  }

  /**
   * Sends a message without waiting.
   *
   * @return false if it is too long for that, and nothing of it was sent
   * @throws IOException when the other side has ended, or does not read
   */
  boolean sendAtOnce(byte[] header, byte[] blob) throws IOException {
    int total = 4 + header.length + blob.length;
    if (4 + total > BUFFER) {
      return false;
    }
    buffer.clear().putInt(total).putInt(header.length).put(header).put(blob).flip();
    channel.write(buffer);
    if (buffer.hasRemaining()) {
      throw new IOException("a message could not be sent at once");
    }
    return true;
  }

  /**
   * Receives without waiting.
   *
   * @return null if the message is not there yet
   * @throws Unusual when {@link #receive} has to be used for what has come, of which nothing is lost
   */
  @Nullable
  Message receiveAtOnce() throws IOException {
    buffer.clear().put(early);
    early = NOTHING;
    boolean ended = channel.read(buffer) < 0;
    int have = buffer.position();
    boolean begun = have >= PREFIX;
    boolean fits = begun && isMessage() && 4 + buffer.getInt(0) <= BUFFER;
    if (fits && have >= 4 + buffer.getInt(0)) {
      return message();
    }
    early = new byte[have];
    buffer.get(0, early);
    if (ended || (begun && !fits)) {
      throw new Unusual();
    }
    return null;
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
    if (!isMessage()) {
      throw ended();
    }
    return message();
  }

  /** Whether the first bytes can be those of a message. */
  private boolean isMessage() {
    int total = buffer.getInt(0);
    int headerBytes = buffer.getInt(4);
    return total >= 4 && total <= MOST_FRAME && headerBytes >= 0 && headerBytes <= MOST_HEADER
        && headerBytes <= total - 4;
  }

  /** The message whose beginning is in the buffer. */
  private Message message() throws IOException {
    int headerBytes = buffer.getInt(4);
    byte[] message = new byte[buffer.getInt(0) - 4];
    int have = Math.min(buffer.position() - PREFIX, message.length);
    int excess = buffer.position() - PREFIX - have;
    buffer.get(PREFIX, message, 0, have);
    if (excess > 0) {
      early = new byte[excess];
      buffer.get(PREFIX + have, early);
    }
    fill(message, have);
    return new Message(message, headerBytes, excess > 0);
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

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // It is of no use any more either way.
    }
  }
}
