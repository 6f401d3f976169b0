package dev.trainyard.aws.lambda;

import dev.trainyard.bot.BotId;
import dev.trainyard.engine.FunctionSpec;

/**
 * One version of a function as Lambda has it.
 *
 * @param bot whose, by its tag
 * @param name of the function
 * @param version its number, {@code $LATEST} for what is not published
 * @param spec how it behaves
 */
public record LambdaFunction(BotId bot, String name, String version, FunctionSpec spec) {
}
