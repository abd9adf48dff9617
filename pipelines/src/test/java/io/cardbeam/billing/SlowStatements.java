package io.cardbeam.billing;

import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.wire.Event;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The model of the statements, the slow and obvious way: for each account it goes through the days
 * one by one, with all events again on each of them, under the terms that come with Cardbeam: 24.99
 * percent, $30 late fee and $41 for another, 1 percent and $35 at least. One text a statement.
 */
public final class SlowStatements {
  private static final String TERMS_CURRENCY = "USD";

  private final String currency;
  private final List<Event> events;
  private final int statementDay;

  // Of the cycle.
  private long opening;
  private LocalDate firstDay = LocalDate.MIN;
  private final Map<LocalDate, Long> fees = new TreeMap<>();

  // Carried on.
  private long minimum;
  private boolean inGrace = true;
  private long repaidBeyond;
  private final SlowDueDates dueDates;
  private long feesOfYear;
  private long interestOfYear;

  private SlowStatements(String token, String currency, List<Event> events) {
    this.currency = currency;
    this.events =
        events.stream()
            .filter(it -> it.cardToken().equals(token) && currencyOf(it).equals(currency))
            .toList();
    this.statementDay = 1 + Math.floorMod(token.hashCode(), 28);
    this.dueDates = new SlowDueDates(this.events);
  }

  /** The statements of a month by "token currency". */
  public static Map<String, String> of(String month, List<Event> events) {
    Map<String, String> statements = new TreeMap<>();
    for (Event event : events) {
      String key = event.cardToken() + " " + currencyOf(event);
      if (!currencyOf(event).isEmpty() && !statements.containsKey(key)) {
        statements.put(
            key, new SlowStatements(event.cardToken(), currencyOf(event), events).until(month));
      }
    }
    statements.values().removeIf(String::isEmpty);
    return statements;
  }

  /** The text of a statement, to be compared. */
  public static String text(Statement statement) {
    List<String> ids = new ArrayList<>();
    statement.lines(StatementSection.PURCHASES).forEach(line -> ids.add(line.transactionId()));
    statement.lines(StatementSection.CREDITS).forEach(line -> ids.add(line.transactionId()));
    statement
        .lines(StatementSection.RETURNED_PAYMENTS)
        .forEach(line -> ids.add(line.transactionId()));
    statement.lines(StatementSection.DISPUTES).forEach(line -> ids.add(line.transactionId()));
    return text(
        statement.openingBalanceMinor(),
        statement.totalMinor(StatementSection.PURCHASES),
        statement.totalMinor(StatementSection.CREDITS),
        statement.totalMinor(StatementSection.RETURNED_PAYMENTS),
        statement.totalMinor(StatementSection.DISPUTES),
        statement.totalMinor(StatementSection.FEES),
        statement.totalMinor(StatementSection.INTEREST),
        statement.closingBalanceMinor(),
        statement.due().minimumMinor(),
        statement.yearToDate().feesMinor() + "/" + statement.yearToDate().interestMinor(),
        ids);
  }

  /** The text of one, from its figures in this order. */
  public static String text(
      long opening,
      long purchases,
      long credits,
      long returned,
      long takenBack,
      long fees,
      long interest,
      long closing,
      long minimum,
      String yearToDate,
      List<String> ids) {
    return "%d + %d - %d + %d + %d + %d + %d = %d, pay %d, year %s %s"
        .formatted(
            opening,
            purchases,
            credits,
            returned,
            takenBack,
            fees,
            interest,
            closing,
            minimum,
            yearToDate,
            ids.stream().sorted().toList());
  }

  private String until(String month) {
    LocalDate first =
        events.stream().map(SlowStatements::posted).min(LocalDate::compareTo).orElseThrow();
    LocalDate day = first.minusMonths(2).withDayOfMonth(statementDay).plusDays(1);
    firstDay = day;
    String text = "";
    while (day.toString().substring(0, 7).compareTo(month) <= 0) {
      if (day.equals(due().plusDays(1))) {
        dueDates.comesDue(firstDay, due(), toPay(due()));
        chargeIfLate(day);
      }
      for (Event returned : dueDates.returnsOn(day)) {
        dueDates.see(returned);
        chargeIfLate(day);
      }
      if (day.getDayOfMonth() == statementDay) {
        text = close(day);
        if (day.toString().startsWith(month)) {
          return text;
        }
      }
      day = day.plusDays(1);
    }
    return "";
  }

  /** The day within this cycle on which the statement before is due. */
  private LocalDate due() {
    int dueDay = statementDay <= 3 ? statementDay + 25 : statementDay - 3;
    LocalDate day = firstDay;
    while (day.getDayOfMonth() != dueDay) {
      day = day.plusDays(1);
    }
    return day;
  }

  private void chargeIfLate(LocalDate day) {
    long fee = dueDates.fee();
    if (fee > 0 && currency.equals(TERMS_CURRENCY)) {
      fees.merge(day, fee, Long::sum);
    }
  }

  private long feesUntil(LocalDate day) {
    return fees.entrySet().stream()
        .filter(one -> !one.getKey().isAfter(day))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The minimum, or what is owed less what others than the cardholder gave back by a day. */
  private long toPay(LocalDate day) {
    long givenBack = kept(day) - sum(firstDay, day, "payments");
    return Math.max(0, Math.min(minimum, opening - givenBack));
  }

  /**
   * What was credited by a day of this cycle and not taken back by it, but for what gives back
   * purchases of this cycle or a later one, as far as they go.
   */
  private long kept(LocalDate day) {
    long kept = net(day, event -> true);
    LocalDate closing = firstDay.plusDays(40);
    while (closing.getDayOfMonth() != statementDay || !closing.isBefore(firstDay.plusDays(35))) {
      closing = closing.minusDays(1);
    }
    for (Event purchase : events) {
      if (purchase.type().name().equals("PURCHASE") && !posted(purchase).isBefore(firstDay)) {
        long givenBack = net(day, event -> purchaseOf(event).equals(purchase.id()));
        boolean isOfThisCycle = !posted(purchase).isAfter(closing);
        kept -= isOfThisCycle ? Math.min(amount(purchase), givenBack) : givenBack;
      }
    }
    return kept;
  }

  /** Credits of some kind by a day of this cycle, less what of them was taken back by it. */
  private long net(LocalDate day, Predicate<Event> which) {
    long kept = 0;
    for (Event event : events) {
      if (isCredit(event) && which.test(event) && isWithin(event, day)) {
        kept += amount(event);
      }
    }
    for (Event chargeback : events) {
      if (chargeback.type().name().equals("CHARGEBACK")
          && which.test(chargeback)
          && isWithin(chargeback, day)) {
        kept -= takenBack(chargeback, day);
      }
    }
    return kept;
  }

  /** What was taken back by a day of this cycle: no more than earlier decisions left of it. */
  private long takenBack(Event chargeback, LocalDate day) {
    long left = amount(chargeback);
    long takenBack = 0;
    for (Event resolution :
        events.stream()
            .filter(it -> it.type().name().equals("CHARGEBACK_RESOLUTION"))
            .filter(it -> chargebackOf(it).equals(chargeback.id()) && isWithin(it, day))
            .sorted(
                Comparator.comparing(Event::eventTimeMillis)
                    .thenComparing(SlowStatements::isRejection)
                    .thenComparing(Event::id))
            .toList()) {
      long decided = Math.min(left, amount(resolution));
      left -= decided;
      takenBack += isRejection(resolution) ? decided : 0;
    }
    return takenBack;
  }

  private static boolean isCredit(Event event) {
    return !event.type().name().equals("PURCHASE")
        && !event.type().name().equals("PAYMENT_RETURNED")
        && !event.type().name().equals("CHARGEBACK_RESOLUTION");
  }

  /** Empty for what gives no purchase back. */
  private static String purchaseOf(Event event) {
    return switch (event.type()) {
      case REFUND -> event.body(Refund.class).getPurchaseId();
      case CHARGEBACK -> event.body(Chargeback.class).getPurchaseId();
      default -> "";
    };
  }

  private static String chargebackOf(Event resolution) {
    return resolution.body(ChargebackResolution.class).getChargebackId();
  }

  private boolean isWithin(Event event, LocalDate day) {
    return !posted(event).isBefore(firstDay) && !posted(event).isAfter(day);
  }

  private String close(LocalDate closing) {
    LocalDate begun = firstDay;
    inGrace =
        inGrace
            && repaidBeyond
                >= dueDates.cameBack(
                    firstDay,
                    closing,
                    paid ->
                        !posted(paid).isAfter(due().minusMonths(1))
                            && posted(paid).isBefore(begun));
    LocalDate dueDay = due();
    long undone =
        dueDates.cameBack(
            LocalDate.MIN,
            closing,
            paid -> !posted(paid).isBefore(begun) && !posted(paid).isAfter(dueDay));
    long owedBefore = dueDates.cameBack(firstDay, closing, paid -> posted(paid).isBefore(begun));
    repaidBeyond = kept(due()) - undone - opening - owedBefore;
    boolean isPaid = repaidBeyond >= 0;
    long fee = feesUntil(closing);
    long interest = inGrace && isPaid ? 0 : interest(closing);
    long purchases = sum(firstDay, closing, "purchases");
    long credits = sum(firstDay, closing, "credits");
    long takenBack = sum(firstDay, closing, "rejected");
    long returned = sum(firstDay, closing, "returned");
    long balance = opening + purchases - credits + returned + takenBack + fee + interest;
    if (closing.getMonthValue() == 1) {
      feesOfYear = 0;
      interestOfYear = 0;
    }
    feesOfYear += fee;
    interestOfYear += interest;
    long pastDue = dueDates.pastDue(closing, toPay(closing));
    minimum = minimum(pastDue, balance, interest, fee);
    inGrace = isPaid;
    List<String> ids = new ArrayList<>();
    for (Event event : events) {
      if (!posted(event).isBefore(firstDay) && !posted(event).isAfter(closing)) {
        ids.add(event.id());
      }
    }
    final String text =
        opening == 0 && ids.isEmpty()
            ? ""
            : text(
                opening,
                purchases,
                credits,
                returned,
                takenBack,
                fee,
                interest,
                balance,
                minimum,
                feesOfYear + "/" + interestOfYear,
                ids);
    opening = balance;
    firstDay = closing.plusDays(1);
    fees.clear();
    return text;
  }

  private long minimum(long pastDue, long balance, long interest, long fee) {
    if (balance <= 0) {
      return 0;
    }
    if (!currency.equals(TERMS_CURRENCY)) {
      return balance;
    }
    long share =
        new BigDecimal(balance).movePointLeft(2).setScale(0, RoundingMode.HALF_UP).longValueExact();
    return Math.min(balance, Math.max(3_500, share + interest + fee) + pastDue);
  }

  /**
   * What each day's end owes, times the rate; what is paid in time off it from the first day, or
   * from the day of the purchase that it gives back.
   */
  private long interest(LocalDate closing) {
    BigDecimal sum = BigDecimal.ZERO;
    for (LocalDate day = firstDay; !day.isAfter(closing); day = day.plusDays(1)) {
      long balance =
          opening
              + sum(firstDay, day, "purchases")
              + sum(firstDay, day, "rejected")
              + sum(firstDay, day, "returned")
              - creditedAsOf(day, closing)
              + feesUntil(day);
      sum = sum.add(BigDecimal.valueOf(Math.max(0, balance)));
    }
    return currency.equals(TERMS_CURRENCY)
        ? sum.multiply(new BigDecimal("24.99"))
            .divide(new BigDecimal("36500"), 0, RoundingMode.HALF_UP)
            .longValueExact()
        : 0;
  }

  private long creditedAsOf(LocalDate day, LocalDate closing) {
    long sum = 0;
    for (Event credit : events) {
      if (isCredit(credit) && isWithin(credit, closing)) {
        LocalDate from = posted(credit);
        if (inGrace && !from.isAfter(due())) {
          from = firstDay;
          for (Event purchase : events) {
            if (purchase.type().name().equals("PURCHASE")
                && purchase.id().equals(purchaseOf(credit))
                && posted(purchase).isAfter(from)) {
              from = posted(purchase).isAfter(posted(credit)) ? posted(credit) : posted(purchase);
            }
          }
        }
        sum += from.isAfter(day) ? 0 : amount(credit);
      }
    }
    return sum;
  }

  private long sum(LocalDate from, LocalDate to, String what) {
    long sum = 0;
    for (Event event : events) {
      boolean counts =
          switch (what) {
            case "purchases" -> event.type().name().equals("PURCHASE");
            case "payments" -> event.type().name().equals("PAYMENT");
            case "rejected" -> isRejection(event);
            case "returned" -> event.type().name().equals("PAYMENT_RETURNED");
            default -> isCredit(event);
          };
      if (counts && !posted(event).isBefore(from) && !posted(event).isAfter(to)) {
        sum += amount(event);
      }
    }
    return sum;
  }

  private static boolean isRejection(Event event) {
    return event.type().name().equals("CHARGEBACK_RESOLUTION")
        && event.body(ChargebackResolution.class).getOutcome().name().equals("REJECTED");
  }

  static LocalDate posted(Event event) {
    Instant time =
        switch (event.type()) {
          case PURCHASE -> event.body(Purchase.class).getEffectiveFrom();
          case REFUND -> event.body(Refund.class).getEffectiveFrom();
          case PAYMENT_RETURNED -> event.body(PaymentReturned.class).getEffectiveFrom();
          default -> Instant.ofEpochMilli(event.eventTimeMillis());
        };
    return time.atZone(ZoneOffset.UTC).toLocalDate();
  }

  static long amount(Event event) {
    return switch (event.type()) {
      case PURCHASE -> event.body(Purchase.class).getAmountMinor();
      case REFUND -> event.body(Refund.class).getAmountMinor();
      case CHARGEBACK -> event.body(Chargeback.class).getAmountMinor();
      case CHARGEBACK_RESOLUTION -> event.body(ChargebackResolution.class).getAmountMinor();
      case PAYMENT -> event.body(Payment.class).getAmountMinor();
      case PAYMENT_RETURNED -> event.body(PaymentReturned.class).getAmountMinor();
      default -> throw new IllegalArgumentException(event.type() + " is no money");
    };
  }

  /** Empty for what is no money owed. */
  private static String currencyOf(Event event) {
    return switch (event.type()) {
      case PURCHASE -> event.body(Purchase.class).getCurrency();
      case REFUND -> event.body(Refund.class).getCurrency();
      case CHARGEBACK -> event.body(Chargeback.class).getCurrency();
      case CHARGEBACK_RESOLUTION -> event.body(ChargebackResolution.class).getCurrency();
      case PAYMENT -> event.body(Payment.class).getCurrency();
      case PAYMENT_RETURNED -> event.body(PaymentReturned.class).getCurrency();
      default -> "";
    };
  }
}
