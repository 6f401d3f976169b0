package dev.trainyard.server.sample;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.Bots;
import dev.trainyard.bot.Drafts;
import dev.trainyard.bot.NodeCode;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.bot.Nodes;
import dev.trainyard.bot.Precondition;
import dev.trainyard.release.TrainBot;
import dev.trainyard.release.Training;
import dev.trainyard.release.TrainingWatch;
import dev.trainyard.release.TransferBot;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableValue;
import dev.trainyard.variable.Variables;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the bot {@code clinic}: saved, trained, transferred. Used once, at the start of a new installation. */
@Singleton
public final class SampleBot {
  /** The bot's name. */
  public static final BotName NAME = new BotName("clinic");
  /** The node of the first turn that a newcomer takes. */
  public static final NodeName FIRST = new NodeName("GREET");
  private static final List<String> NODES = List.of("GREET", "HELP_DESK", "OPENING_HOURS", "REPORT_STATUS",
      "TEST_CATALOGUE");
  private static final Author AUTHOR = new Author("sample");
  private static final Duration LONGEST_TRAINING = Duration.ofSeconds(30);

  private final Bots bots;
  private final Nodes nodes;
  private final Drafts drafts;
  private final Variables variables;
  private final TrainBot trainBot;
  private final TransferBot transferBot;

  SampleBot(Bots bots, Nodes nodes, Drafts drafts, Variables variables, TrainBot trainBot, TransferBot transferBot) {
    this.bots = bots;
    this.nodes = nodes;
    this.drafts = drafts;
    this.variables = variables;
    this.trainBot = trainBot;
    this.transferBot = transferBot;
  }

  /** Makes the bot. */
  public void make() {
    Precondition fresh = new Precondition.None();
    bots.put(NAME, new BotSettings("A clinic's bot", new TreeMap<>(), BotSettings.BreakAction.SEND_MESSAGES), fresh);
    variables.put(NAME, new VariableName("HELP_DESK_NUMBER"), Optional.of(new VariableValue("020 0000 0000 (test)")),
        Optional.of(new VariableValue("020 5550 1234")), fresh, AUTHOR);
    for (String name : NODES) {
      NodeName node = new NodeName(name);
      nodes.put(NAME, node, NodeSettings.DEFAULT, fresh);
      drafts.save(NAME, node, code(name), fresh, AUTHOR);
    }
    train();
    transferBot.transfer(NAME, Optional.empty(), false, AUTHOR);
  }

  private void train() {
    Training training = trainBot.start(NAME, "The sample bot", AUTHOR);
    try (TrainingWatch watch = trainBot.watch(NAME, training.id())) {
      Training.State state = watch.end(LONGEST_TRAINING).map(Training::state).orElse(Training.State.RUNNING);
      if (state != Training.State.SUCCEEDED) {
        throw new IllegalStateException("the sample bot's training is " + state);
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the sample bot was trained", interrupt);
    }
  }

  private static NodeCode code(String node) {
    try (InputStream source = SampleBot.class.getResourceAsStream("/clinic/" + node + ".py")) {
      return NodeCode.decode(Objects.requireNonNull(source, node).readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
