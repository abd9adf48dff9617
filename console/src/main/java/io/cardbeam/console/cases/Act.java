package io.cardbeam.console.cases;

import io.cardbeam.event.FindingVerdict;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What an analyst does to a case. */
sealed interface Act {
  /** Longest that a case can be snoozed, hours. */
  int MAX_SNOOZE_HOURS = 720;

  /** Most alerts of a case that one act can name. */
  int MAX_CHOSEN = 50;

  /** What it is called. */
  ActName name();

  /** More of it; empty if there is nothing. */
  default String detail() {
    return "";
  }

  /** All that was asked for; equal for equal acts. */
  default String text() {
    return name() + " " + detail();
  }

  /** Gives the case to somebody, or to nobody. */
  record Assign(Optional<String> to) implements Act {
    @Override
    public ActName name() {
      return ActName.ASSIGN;
    }

    @Override
    public String detail() {
      return to.orElse("");
    }
  }

  /** Takes it up; a case of nobody becomes that of who does. */
  record Start() implements Act {
    @Override
    public ActName name() {
      return ActName.START;
    }
  }

  /** Opens what is closed or snoozed. Labels stay, until alerts are labelled otherwise. */
  record Reopen() implements Act {
    @Override
    public ActName name() {
      return ActName.REOPEN;
    }
  }

  /** Puts it off for some hours. */
  record Snooze(int hours) implements Act {
    @Override
    public ActName name() {
      return ActName.SNOOZE;
    }

    @Override
    public String detail() {
      return Integer.toString(hours);
    }
  }

  /**
   * Labels alerts, and closes the case where none is left without a label.
   *
   * @param alertIds those that are labelled; empty for all that have no label, or, where each has
   *     one as in a case that was reopened, for all
   */
  record Label(FindingVerdict verdict, Set<String> alertIds) implements Act {
    public Label {
      alertIds = Set.copyOf(alertIds);
    }

    /** What it did: "2 of 3 alerts labelled fraud"; empty where nothing was labelled. */
    String words(int labelled, int all) {
      if (labelled == 0) {
        return "";
      }
      String alerts = labelled < all ? labelled + " of " + all : Integer.toString(labelled);
      return alerts
          + (all == 1 ? " alert" : " alerts")
          + " labelled "
          + verdict.name().toLowerCase(Locale.ROOT);
    }

    /** Of the whole case. */
    static Label rest(FindingVerdict verdict) {
      return new Label(verdict, Set.of());
    }

    @Override
    public ActName name() {
      return verdict == FindingVerdict.FRAUD ? ActName.CONFIRM_FRAUD : ActName.CLEAR;
    }

    @Override
    public String text() {
      return name() + " " + String.join("\n", new TreeSet<>(alertIds));
    }
  }

  /** Blocks the card, or unblocks it. */
  record CardBlock(boolean on) implements Act {
    @Override
    public ActName name() {
      return on ? ActName.BLOCK_CARD : ActName.UNBLOCK_CARD;
    }
  }

  /** Puts a merchant of one of its alerts on the block list, or takes it off. */
  record MerchantBlock(String merchantId, boolean on) implements Act {
    @Override
    public ActName name() {
      return on ? ActName.BLOCK_MERCHANT : ActName.UNBLOCK_MERCHANT;
    }

    @Override
    public String detail() {
      return merchantId;
    }
  }
}
