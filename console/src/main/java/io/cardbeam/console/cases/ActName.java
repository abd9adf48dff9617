package io.cardbeam.console.cases;

import java.util.Locale;

/** What acts are called in requests and in the case's history. */
enum ActName {
  ASSIGN,
  START,
  REOPEN,
  SNOOZE,
  CONFIRM_FRAUD,
  CLEAR,
  BLOCK_CARD,
  UNBLOCK_CARD,
  BLOCK_MERCHANT,
  UNBLOCK_MERCHANT;

  /** As the audit trail names it: {@code case-block-card}. */
  String audited() {
    return "case-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
