package dev.trainyard.turn;

/**
 * A turn that waits to be written. Its texts are good as long as the bundle that it is in.
 *
 * @param whole the turn, neither masked nor cut
 * @param masking hides the values of the stage's variables
 * @param weight about how much memory it holds, in bytes
 */
record WaitingTurn(TurnRecord whole, Masking masking, long weight) {
  private static final int LONGEST_TEXT = 64 * 1024;
  private static final int LONGEST_LOG = 256 * 1024;

  /** The turn as it is remembered: masked, cut, and with texts of its own. */
  TurnRecord toRecord() {
    return new TurnRecord(whole.id(), whole.bot(), whole.stage(), whole.node(), whole.release(), whole.at(),
        whole.cause(), whole.queueMicros(), whole.startMicros(), whole.runMicros(), whole.totalMicros(),
        shown(whole.input(), LONGEST_TEXT), shown(whole.output(), LONGEST_TEXT), shown(whole.log(), LONGEST_LOG));
  }

  private TurnText shown(TurnText text, int mostBytes) {
    return masking.hidesNothing() && text.size() <= mostBytes
        ? text.alone()
        : TurnText.of(Cut.bytes(masking.hide(text.text()), mostBytes));
  }
}
