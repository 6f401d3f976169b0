package dev.trainyard.engine;

import dev.trainyard.bot.Digest;

/**
 * A layer that node code sees at {@code /opt}.
 *
 * @param name such as {@code extra-packages}
 * @param digest of its zip
 */
public record LayerRef(String name, Digest digest) {
}
