package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.CardAccount;
import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementLine;
import io.cardbeam.billing.TransactionType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
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
    LONG.encode(statement.month().atDay(1).toEpochDay(), out);
    LONG.encode(statement.openingBalanceMinor(), out);
    encodeLines(statement.purchases(), out);
    encodeLines(statement.credits(), out);
    LONG.encode(statement.closingBalanceMinor(), out);
  }

  @Override
  public Statement decode(InputStream in) throws IOException {
    return new Statement(
        new CardAccount(STRING.decode(in), STRING.decode(in), STRING.decode(in), STRING.decode(in)),
        YearMonth.from(LocalDate.ofEpochDay(LONG.decode(in))),
        LONG.decode(in),
        decodeLines(in),
        decodeLines(in),
        LONG.decode(in));
  }

  private static void encodeLines(List<StatementLine> lines, OutputStream out) throws IOException {
    INT.encode(lines.size(), out);
    for (StatementLine line : lines) {
      STRING.encode(line.type().name(), out);
      STRING.encode(line.transactionId(), out);
      LONG.encode(line.postingDate().toEpochDay(), out);
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
              LocalDate.ofEpochDay(LONG.decode(in)),
              Instant.ofEpochMilli(LONG.decode(in)),
              STRING.decode(in),
              STRING.decode(in),
              LONG.decode(in)));
    }
    return lines;
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
