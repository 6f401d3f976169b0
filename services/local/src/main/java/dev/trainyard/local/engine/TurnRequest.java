package dev.trainyard.local.engine;

import dev.trainyard.engine.InvocationRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a worker is asked, as {@code turn_frames.py} says: a header of fixed fields and the event.
 *
 * @param header deadline, form of the event, id
 * @param event JSON, or the text of its body alone
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record TurnRequest(byte[] header, byte[] event) {
  private static final byte JSON = 0;
  private static final byte BODY = 1;

  /**
   * Asks for an invocation.
   *
   * @param deadline in milliseconds of the epoch
   */
  static TurnRequest of(InvocationRequest request, long deadline) {
    byte[] id = request.id().getBytes(StandardCharsets.UTF_8);
    byte[] header = new byte[Long.BYTES + 1 + id.length];
    byte form = request.event().body().isPresent() ? BODY : JSON;
    ByteBuffer.wrap(header).putLong(deadline).put(form).put(id);
    byte[] event = request.event().body().map(body -> body.getBytes(StandardCharsets.UTF_8))
        .orElseGet(request.event()::bytes);
    return new TurnRequest(header, event);
  }
}
