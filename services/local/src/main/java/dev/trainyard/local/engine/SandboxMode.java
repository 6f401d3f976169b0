package dev.trainyard.local.engine;

/** By what a sandbox is made, the best first. */
enum SandboxMode {
  /** The machine's own bubblewrap. */
  BUBBLEWRAP("bubblewrap", "bubblewrap of this machine"),
  /** The bubblewrap that comes with the layers. */
  BUNDLED("bubblewrap", "bubblewrap that comes with the runtime layer"),
  /** What the kernel gives without namespaces. */
  LANDLOCK("landlock", "Landlock");

  private final String argument;
  private final String summary;

  SandboxMode(String argument, String summary) {
    this.argument = argument;
    this.summary = summary;
  }

  String argument() {
    return argument;
  }

  String summary() {
    return summary;
  }
}
