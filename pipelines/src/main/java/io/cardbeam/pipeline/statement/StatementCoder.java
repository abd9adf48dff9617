package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.CardAccount;
import io.cardbeam.billing.CategorySpending;
import io.cardbeam.billing.InterestCharge;
import io.cardbeam.billing.Issue;
import io.cardbeam.billing.PaymentDue;
import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementLine;
import io.cardbeam.billing.StoppedRequest;
import io.cardbeam.billing.StoppedRequests;
import io.cardbeam.billing.TransactionType;
import io.cardbeam.billing.YearToDate;
import io.cardbeam.credit.BillingCycle;
import io.cardbeam.credit.Issuer;
import io.cardbeam.credit.PayoffEstimate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** {@link Statement} between steps; decoding checks again that it adds up. */
public final class StatementCoder extends AtomicCoder<Statement> {
  private static final long serialVersionUID = 1L;
  private static final StatementCoder INSTANCE = new StatementCoder();
  private static final Coder<String> STRING = StringUtf8Coder.of();
  private static final Coder<Long> LONG = VarLongCoder.of();
  private static final Coder<Integer> INT = VarIntCoder.of();

  private StatementCoder() {}

  public static StatementCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Statement statement, OutputStream out) throws IOException {
    CardAccount account = statement.account();
    STRING.encode(account.cardToken(), out);
    STRING.encode(account.currency(), out);
    STRING.encode(account.lastFour(), out);
    STRING.encode(account.cardholder(), out);
    STRING.encode(statement.issuer().name(), out);
    STRING.encode(statement.issuer().disputesTo(), out);
    day(statement.cycle().firstDay(), out);
    day(statement.cycle().closingDate(), out);
    day(statement.cycle().dueDate(), out);
    STRING.encode(statement.termsVersion(), out);
    LONG.encode(statement.openingBalanceMinor(), out);
    encodeLines(statement.lines(), out);
    LONG.encode(statement.closingBalanceMinor(), out);
    STRING.encode(statement.interest().percent().toString(), out);
    LONG.encode(statement.interest().balanceMinor(), out);
    LONG.encode(statement.interest().amountMinor(), out);
    LONG.encode(statement.yearToDate().feesMinor(), out);
    LONG.encode(statement.yearToDate().interestMinor(), out);
    encodeDue(statement.due(), out);
    INT.encode(statement.spending().size(), out);
    for (CategorySpending category : statement.spending()) {
      STRING.encode(category.category(), out);
      LONG.encode(category.amountMinor(), out);
      LONG.encode(category.usualMinor(), out);
    }
    encodeStopped(statement.stopped(), out);
    INT.encode(statement.issue().number(), out);
    LONG.encode(statement.issue().differenceMinor(), out);
    encodeLines(statement.issue().added(), out);
    encodeLines(statement.issue().removed(), out);
  }

  @Override
  public Statement decode(InputStream in) throws IOException {
    return new Statement(
        new CardAccount(STRING.decode(in), STRING.decode(in), STRING.decode(in), STRING.decode(in)),
        new Issuer(STRING.decode(in), STRING.decode(in)),
        new BillingCycle(day(in), day(in), day(in)),
        STRING.decode(in),
        LONG.decode(in),
        decodeLines(in),
        LONG.decode(in),
        new InterestCharge(new BigDecimal(STRING.decode(in)), LONG.decode(in), LONG.decode(in)),
        new YearToDate(LONG.decode(in), LONG.decode(in)),
        decodeDue(in),
        decodeSpending(in),
        decodeStopped(in),
        new Issue(INT.decode(in), LONG.decode(in), decodeLines(in), decodeLines(in)));
  }

  private static void encodeStopped(StoppedRequests stopped, OutputStream out) throws IOException {
    INT.encode(stopped.count(), out);
    INT.encode(stopped.first().size(), out);
    for (StoppedRequest one : stopped.first()) {
      STRING.encode(one.requestId(), out);
      day(one.date(), out);
      LONG.encode(one.time().toEpochMilli(), out);
      STRING.encode(one.merchantName(), out);
      STRING.encode(one.outcome(), out);
      STRING.encode(one.reason(), out);
      LONG.encode(one.amountMinor(), out);
    }
  }

  private static StoppedRequests decodeStopped(InputStream in) throws IOException {
    int all = INT.decode(in);
    int count = INT.decode(in);
    List<StoppedRequest> first = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      first.add(
          new StoppedRequest(
              STRING.decode(in),
              day(in),
              Instant.ofEpochMilli(LONG.decode(in)),
              STRING.decode(in),
              STRING.decode(in),
              STRING.decode(in),
              LONG.decode(in)));
    }
    return new StoppedRequests(all, first);
  }

  private static void encodeDue(PaymentDue due, OutputStream out) throws IOException {
    LONG.encode(due.minimumMinor(), out);
    LONG.encode(due.pastDueMinor(), out);
    LONG.encode(due.lateFeeMinor(), out);
    INT.encode(due.byMinimum().map(PayoffEstimate::months).orElse(0), out);
    LONG.encode(due.byMinimum().map(PayoffEstimate::totalMinor).orElse(0L), out);
    LONG.encode(due.in36MonthsMinor(), out);
  }

  private static PaymentDue decodeDue(InputStream in) throws IOException {
    long minimum = LONG.decode(in);
    long pastDue = LONG.decode(in);
    long lateFee = LONG.decode(in);
    int months = INT.decode(in);
    long total = LONG.decode(in);
    return new PaymentDue(
        minimum,
        pastDue,
        lateFee,
        months == 0 ? Optional.empty() : Optional.of(new PayoffEstimate(months, total)),
        LONG.decode(in));
  }

  private static void encodeLines(List<StatementLine> lines, OutputStream out) throws IOException {
    INT.encode(lines.size(), out);
    for (StatementLine line : lines) {
      STRING.encode(line.type().name(), out);
      STRING.encode(line.transactionId(), out);
      day(line.transactionDate(), out);
      day(line.postingDate(), out);
      LONG.encode(line.eventTime().toEpochMilli(), out);
      STRING.encode(line.description(), out);
      STRING.encode(line.category(), out);
      LONG.encode(line.amountMinor(), out);
    }
  }

  private static List<StatementLine> decodeLines(InputStream in) throws IOException {
    int count = INT.decode(in);
    List<StatementLine> lines = new ArrayList<>();
    for (int line = 0; line < count; line++) {
      lines.add(
          new StatementLine(
              TransactionType.valueOf(STRING.decode(in)),
              STRING.decode(in),
              day(in),
              day(in),
              Instant.ofEpochMilli(LONG.decode(in)),
              STRING.decode(in),
              STRING.decode(in),
              LONG.decode(in)));
    }
    return lines;
  }

  private static List<CategorySpending> decodeSpending(InputStream in) throws IOException {
    int count = INT.decode(in);
    List<CategorySpending> spending = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      spending.add(new CategorySpending(STRING.decode(in), LONG.decode(in), LONG.decode(in)));
    }
    return spending;
  }

  private static void day(LocalDate day, OutputStream out) throws IOException {
    LONG.encode(day.toEpochDay(), out);
  }

  private static LocalDate day(InputStream in) throws IOException {
    return LocalDate.ofEpochDay(LONG.decode(in));
  }

  @Override
  public void verifyDeterministic() {
    // Its parts are deterministic.
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
