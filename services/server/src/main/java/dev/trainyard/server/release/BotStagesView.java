package dev.trainyard.server.release;

import dev.trainyard.bot.NodeName;
import dev.trainyard.release.StagesView;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a bot's stages point.
 *
 * @param staging what staging runs, {@code null} before the first training
 * @param production what production runs, {@code null} before the first transfer
 * @param untrained nodes whose drafts differ from staging's release
 */
@Serdeable
record BotStagesView(@Nullable StageView staging, @Nullable StageView production, List<String> untrained) {

  static BotStagesView of(StagesView view) {
    return new BotStagesView(StageView.of(view.staging()), StageView.of(view.production()),
        view.untrained().stream().map(NodeName::value).toList());
  }
}
