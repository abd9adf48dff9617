package io.cardbeam.command.rule;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A card or a merchant: one of the two. */
final class ListKey {
  @Option(
      names = "--card",
      paramLabel = "TOKEN",
      required = true,
      description = "Token of a card. Never a card number.")
  private @Nullable String card;

  @Option(
      names = "--merchant",
      paramLabel = "ID",
      required = true,
      description = "Key of a merchant.")
  private @Nullable String merchant;

  boolean isCard() {
    return card != null;
  }

  String key() {
    return card != null ? card : String.valueOf(merchant);
  }
}
