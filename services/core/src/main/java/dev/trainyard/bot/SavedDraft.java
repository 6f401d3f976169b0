package dev.trainyard.bot;

import java.util.List;

/**
 * What became of a save.
 *
 * @param node whose code it is
 * @param draft the newest revision: a new one, or, if the code was the same already, the present one
 * @param created whether this was the node's first save
 * @param warnings what may fail a turn; at most 50
 */
public record SavedDraft(Node node, DraftRevision draft, boolean created, List<CodeWarning> warnings) {
  public SavedDraft {
    warnings = List.copyOf(warnings);
  }
}
