package dev.trainyard.bot;

import dev.trainyard.engine.CodeChecker;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.variable.VariableStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Saves the code of nodes, and gives what was saved. Thread-safe: it holds no state. */
public final class Drafts {
  private final Nodes nodes;
  private final DraftStore drafts;
  private final CodeStore codes;
  private final CodeChecker checker;
  private final VariableStore variables;
  private final InstantSource clock;
  private final Bots bots;
  private final CodeSearch search;

  public Drafts(Bots bots, Nodes nodes, NodeStore nodeStore, DraftStore drafts, CodeStore codes, CodeChecker checker,
      VariableStore variables, InstantSource clock) {
    this.bots = bots;
    this.nodes = nodes;
    this.drafts = drafts;
    this.codes = codes;
    this.checker = checker;
    this.variables = variables;
    this.clock = clock;
    this.search = new CodeSearch(nodeStore, drafts, codes);
  }

  /**
   * The newest revision of a node's code.
   *
   * @param bot whose
   * @param node which
   * @return revision 0, the template, if the node was never saved
   * @throws TrainyardException {@code not_found}
   */
  public Draft current(BotName bot, NodeName node) {
    Node found = nodes.find(bot, node);
    return drafts.newest(found.id()).map(saved -> draft(found, saved))
        .orElseGet(() -> new Draft(found, NodeTemplate.CODE, Optional.empty()));
  }

  /**
   * One revision of a node's code.
   *
   * @param bot whose
   * @param node which
   * @param revision its number; 0 is the template
   * @return the revision
   * @throws TrainyardException {@code not_found}
   */
  public Draft revision(BotName bot, NodeName node, int revision) {
    Node found = nodes.find(bot, node);
    if (revision == 0) {
      return new Draft(found, NodeTemplate.CODE, Optional.empty());
    }
    return drafts.find(found.id(), revision).map(saved -> draft(found, saved))
        .orElseThrow(() -> TrainyardException.notFound("revision %d of node %s".formatted(revision, node)));
  }

  /**
   * What in a revision's code may fail a turn, with the bot's variables as they are now.
   *
   * @param draft the revision
   * @return at most 50; none if it does not compile
   */
  public List<CodeWarning> warnings(Draft draft) {
    return warnings(draft.node(), draft.code(), draft.saved().map(DraftRevision::problems).orElse(List.of()));
  }

  /**
   * Lists what was saved of a node, newest first.
   *
   * @param bot whose
   * @param node which
   * @param page which part
   * @return the revisions
   * @throws TrainyardException {@code not_found}
   */
  public Page<DraftRevision> history(BotName bot, NodeName node, PageRequest page) {
    return drafts.history(nodes.find(bot, node).id(), page);
  }

  /**
   * Saves a node's code. Code that does not compile is saved too, with its problems. Code that is the newest already
   * makes no new revision.
   *
   * @param bot whose
   * @param node which
   * @param code its code
   * @param precondition the revision that the caller read; not needed for the first save
   * @param author who saves it
   * @return what became of it
   * @throws TrainyardException {@code not_found}, {@code conflict}, {@code precondition_required},
   * {@code engine_unavailable} or {@code overloaded} when the code could not be checked
   */
  public SavedDraft save(BotName bot, NodeName node, NodeCode code, Precondition precondition, Author author) {
    Node found = nodes.find(bot, node);
    return precondition.attempt(() -> {
      Optional<DraftRevision> newest = checked(found, precondition);
      if (newest.isPresent() && newest.get().code().equals(code.digest())) {
        return saved(found, newest.get(), code, false);
      }
      List<CodeProblem> problems = checker.check(code);
      return append(found, code, newest, problems, Optional.empty(), author);
    });
  }

  /**
   * Saves the code of an earlier revision again, as a new revision. If it is the newest code already, nothing is saved.
   *
   * @param bot whose
   * @param node which
   * @param revision the earlier one; 0 is the template
   * @param precondition the revision that the caller read
   * @param author who restores it
   * @return what became of it
   * @throws TrainyardException {@code not_found}, {@code conflict}, {@code precondition_required}
   */
  public SavedDraft restore(BotName bot, NodeName node, int revision, Precondition precondition, Author author) {
    Draft earlier = revision(bot, node, revision);
    return precondition.attempt(() -> {
      Optional<DraftRevision> newest = checked(earlier.node(), precondition);
      if (newest.isPresent() && newest.get().code().equals(earlier.digest())) {
        return saved(earlier.node(), newest.get(), earlier.code(), false);
      }
      List<CodeProblem> problems = earlier.saved().map(DraftRevision::problems).orElse(List.of());
      return append(earlier.node(), earlier.code(), newest, problems, Optional.of(revision), author);
    });
  }

  /**
   * Searches the newest drafts of a bot for a text, whatever its case.
   *
   * @param bot whose
   * @param query 1 to 200 characters
   * @param page which part; a page may have fewer hits than asked for and still a next one
   * @return the hits by node and place
   * @throws TrainyardException {@code not_found}
   */
  public Page<SearchHit> search(BotName bot, String query, PageRequest page) {
    return search.search(bots.find(bot).id(), query, page);
  }

  private Optional<DraftRevision> checked(Node node, Precondition precondition) {
    Optional<DraftRevision> newest = drafts.newest(node.id());
    int current = newest.map(DraftRevision::revision).orElse(0);
    boolean names = precondition instanceof Precondition.Revision || precondition instanceof Precondition.OneOf;
    if (current > 0 || names) {
      precondition.check("code of node " + node.name(), current);
    }
    return newest;
  }

  private SavedDraft append(Node node, NodeCode code, Optional<DraftRevision> newest, List<CodeProblem> problems,
      Optional<Integer> restoredFrom, Author author) {
    codes.put(code.bytes());
    int next = newest.map(DraftRevision::revision).orElse(0) + 1;
    DraftRevision draft = new DraftRevision(node.id(), next, code.digest(), author, clock.instant(), restoredFrom,
        problems);
    drafts.append(node.bot(), draft);
    return saved(node, draft, code, newest.isEmpty());
  }

  private SavedDraft saved(Node node, DraftRevision draft, NodeCode code, boolean created) {
    return new SavedDraft(node, draft, created, warnings(node, code, draft.problems()));
  }

  private List<CodeWarning> warnings(Node node, NodeCode code, List<CodeProblem> problems) {
    return problems.isEmpty() ? CodeWarnings.of(code, variables.list(node.bot())) : List.of();
  }

  private Draft draft(Node node, DraftRevision saved) {
    NodeCode code = codes.get(saved.code()).map(NodeCode::decode)
        .orElseThrow(() -> new TrainyardException(ErrorCode.STORE_UNAVAILABLE, "The code store has lost a node's code.",
            Map.of("digest", saved.code().value())));
    return new Draft(node, code, Optional.of(saved));
  }
}
