package dev.trainyard.aws.engine;

import dev.trainyard.contracts.engine.EngineContract.Capability;
import java.util.Map;

/** What Lambda itself cannot do, wherever it is or whatever stands in for it. */
final class LambdaLacks {
  static final Map<Capability, String> ALWAYS = Map.of(Capability.KEEPS_WHOLE_LOG, "Invoke gives the last 4 KB",
      Capability.STOPS_DRAFTS, "Lambda has no call for it", Capability.GIVES_REQUEST_ID,
      "Lambda gives ids of its own");

  private LambdaLacks() {
  }
}
