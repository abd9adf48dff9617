package io.cardbeam.pipeline.purchase;

import io.cardbeam.clearing.Authorization;
import io.cardbeam.clearing.AuthorizationLedger;
import io.cardbeam.clearing.AuthorizationLedger.Entry;
import io.cardbeam.clearing.Posting;
import io.cardbeam.clearing.Posting.Kind;
import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.ValueBuffer;
import io.cardbeam.wire.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.ByteCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * {@link JoinState} in bytes: a version, the timer, the lag, the ledger, the records. Waiting
 * postings are not written: they are read off their records again, and so is an approved
 * authorization.
 */
final class JoinStateCoder extends AtomicCoder<JoinState> {
  private static final long serialVersionUID = 1L;
  private static final JoinStateCoder INSTANCE = new JoinStateCoder();
  private static final byte VERSION = 3;
  private static final byte NO_ANSWER = 0;
  private static final byte NOT_APPROVED = 1;
  private static final byte APPROVED = 2;

  private JoinStateCoder() {}

  static JoinStateCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(JoinState state, OutputStream out) throws IOException {
    ValueBuffer.write(out, buffer -> encodeParts(state, buffer));
  }

  private static void encodeParts(JoinState state, OutputStream out) throws IOException {
    ByteCoder.of().encode(VERSION, out);
    VarLongCoder.of().encode(state.armedMillis(), out);
    VarLongCoder.of().encode(state.lagMillis(), out);
    CaseFile file = state.file();
    encodeAnswer(file, out);
    VarIntCoder.of().encode(file.ledger().entries().size(), out);
    for (Entry entry : file.ledger().entries()) {
      encodeEntry(entry, out);
    }
    VarIntCoder.of().encode(file.events().size(), out);
    for (Event event : file.events()) {
      EventCoder.of().encode(event, out);
    }
  }

  @Override
  public JoinState decode(InputStream in) throws IOException {
    byte version = ByteCoder.of().decode(in);
    if (version != VERSION) {
      throw new CoderException("state of version " + version + "; " + VERSION + " is known");
    }
    long armedMillis = VarLongCoder.of().decode(in);
    long lagMillis = VarLongCoder.of().decode(in);
    CaseFile answered = decodeAnswer(in);
    int entryCount = VarIntCoder.of().decode(in);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < entryCount; i++) {
      entries.add(decodeEntry(in));
    }
    int eventCount = VarIntCoder.of().decode(in);
    List<Event> events = new ArrayList<>();
    List<Posting> waiting = new ArrayList<>();
    for (int i = 0; i < eventCount; i++) {
      Event event = EventCoder.of().decode(in);
      events.add(event);
      if (entries.stream().noneMatch(entry -> entry.isOf(Posting.kindOf(event), event.id()))) {
        waiting.add(Posting.of(event));
      }
    }
    return new JoinState(
        new CaseFile(
            new AuthorizationLedger(answered.ledger().authorization(), entries, waiting),
            answered.decided(),
            events),
        armedMillis,
        lagMillis);
  }

  private static void encodeAnswer(CaseFile file, OutputStream out) throws IOException {
    Optional<Authorization> answer = file.ledger().authorization();
    if (answer.isEmpty()) {
      ByteCoder.of().encode(NO_ANSWER, out);
    } else if (file.decided().isPresent()) {
      ByteCoder.of().encode(APPROVED, out);
      DecidedCoder.of().encode(file.decided().get(), out);
    } else {
      Authorization it = answer.get();
      ByteCoder.of().encode(NOT_APPROVED, out);
      StringUtf8Coder.of().encode(it.id(), out);
      StringUtf8Coder.of().encode(it.cardToken(), out);
      VarLongCoder.of().encode(it.requestedAtMillis(), out);
      VarLongCoder.of().encode(it.amountMinor(), out);
      StringUtf8Coder.of().encode(it.currency(), out);
      BooleanCoder.of().encode(it.fingerprint().isPresent(), out);
      if (it.fingerprint().isPresent()) {
        BigEndianLongCoder.of().encode(it.fingerprint().getAsLong(), out);
      }
    }
  }

  /** A file with the answer and nothing else. */
  private static CaseFile decodeAnswer(InputStream in) throws IOException {
    byte answer = ByteCoder.of().decode(in);
    return switch (answer) {
      case NO_ANSWER -> CaseFile.EMPTY;
      case APPROVED -> {
        var decided = DecidedCoder.of().decode(in);
        var approved = Authorization.of(decided.request(), decided.decision());
        yield new CaseFile(opened(approved), Optional.of(decided), List.of());
      }
      case NOT_APPROVED ->
          new CaseFile(
              opened(
                  new Authorization(
                      StringUtf8Coder.of().decode(in),
                      StringUtf8Coder.of().decode(in),
                      VarLongCoder.of().decode(in),
                      VarLongCoder.of().decode(in),
                      StringUtf8Coder.of().decode(in),
                      false,
                      BooleanCoder.of().decode(in)
                          ? OptionalLong.of(BigEndianLongCoder.of().decode(in))
                          : OptionalLong.empty())),
              Optional.empty(),
              List.of());
      default -> throw new CoderException(answer + " is no kind of answer");
    };
  }

  private static AuthorizationLedger opened(Authorization authorization) {
    return new AuthorizationLedger(Optional.of(authorization), List.of(), List.of());
  }

  private static void encodeEntry(Entry entry, OutputStream out) throws IOException {
    ByteCoder.of().encode(code(entry.kind()), out);
    StringUtf8Coder.of().encode(entry.id(), out);
    StringUtf8Coder.of().encode(entry.subjectId(), out);
    VarLongCoder.of().encode(entry.eventTimeMillis(), out);
    VarLongCoder.of().encode(entry.amountMinor(), out);
    BooleanCoder.of().encode(entry.accepted(), out);
    BigEndianLongCoder.of().encode(entry.fingerprint(), out);
  }

  private static Entry decodeEntry(InputStream in) throws IOException {
    return new Entry(
        kind(ByteCoder.of().decode(in)),
        StringUtf8Coder.of().decode(in),
        StringUtf8Coder.of().decode(in),
        VarLongCoder.of().decode(in),
        VarLongCoder.of().decode(in),
        BooleanCoder.of().decode(in),
        BigEndianLongCoder.of().decode(in));
  }

  private static byte code(Kind kind) {
    return switch (kind) {
      case PURCHASE -> 0;
      case REVERSAL -> 1;
      case REFUND -> 2;
      case CHARGEBACK -> 3;
      case CHARGEBACK_UPHELD -> 4;
      case CHARGEBACK_REJECTED -> 5;
    };
  }

  private static Kind kind(byte code) throws CoderException {
    return switch (code) {
      case 0 -> Kind.PURCHASE;
      case 1 -> Kind.REVERSAL;
      case 2 -> Kind.REFUND;
      case 3 -> Kind.CHARGEBACK;
      case 4 -> Kind.CHARGEBACK_UPHELD;
      case 5 -> Kind.CHARGEBACK_REJECTED;
      default -> throw new CoderException(code + " is no kind of transaction");
    };
  }

  @Override
  public void verifyDeterministic() {
    // Its parts are deterministic.
  }
}
