package io.cardbeam.profile;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.wire.BoundedDecoder;
import io.cardbeam.wire.StateFormat;
import io.cardbeam.wire.StoredContract;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * The answers that a card was given lately, in the order of its log, so that a request sent again
 * gets the same one. The latest {@value #LEAST} are kept in any case, and up to {@value #MOST} of
 * those that are no older than {@link #KEPT}: one request that bears a date years ahead by mistake
 * makes room of no more than that. Immutable.
 *
 * <p>They lie in one array as they lie in state, because an answer is asked for once in a long
 * while and a profile is read and written for each event: no answer is decoded or encoded for that.
 * Each is its length in bytes without these four, its event time, its request's id after the length
 * of that, and the decision without id and card token, which the request that is sent again has.
 */
public final class GivenAnswers {
  /** Most answers that are kept. */
  public static final int MOST = 64;

  /** This many are kept however old they are. */
  public static final int LEAST = 16;

  /** Age up to which more are kept: the life of a hold by the terms that come with Cardbeam. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** Of a card that asked for nothing. */
  public static final GivenAnswers NONE = new GivenAnswers(new byte[0], 0);

  private static final StoredContract<AuthorizationDecision> CONTRACT =
      StoredContract.of(AuthorizationDecision.class);
  private static final int TIME = Integer.BYTES;
  private static final int ID_LENGTH = TIME + Long.BYTES;
  private static final int ID = ID_LENGTH + Short.BYTES;
  private static final int USUAL_BODY_BYTES = 320;

  private final byte[] bytes;
  private final int count;

  private GivenAnswers(byte[] bytes, int count) {
    this.bytes = bytes;
    this.count = count;
  }

  /** These and one more. */
  GivenAnswers plus(AuthorizationDecision decision) {
    long time = decision.getEventTime().toEpochMilli();
    byte[] body = body(decision);
    byte[] id = decision.getRequestId().getBytes(StandardCharsets.UTF_8);
    int from = 0;
    int left = count;
    while (left >= MOST || (left >= LEAST && timeAt(from) < time - KEPT.toMillis())) {
      from = next(from);
      left--;
    }
    int length = ID + id.length + body.length;
    byte[] more =
        ByteBuffer.allocate(bytes.length - from + length)
            .put(bytes, from, bytes.length - from)
            .putInt(length - Integer.BYTES)
            .putLong(time)
            .putShort((short) id.length)
            .put(id)
            .put(body)
            .array();
    return new GivenAnswers(more, left + 1);
  }

  /** What a request was answered, if that is kept. */
  Optional<AuthorizationDecision> to(AuthorizationRequest request) {
    byte[] id = request.getRequestId().getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at = next(at)) {
      int body = at + ID + idLength(at);
      if (Arrays.equals(bytes, at + ID, body, id, 0, id.length)) {
        return Optional.of(named(decision(body), request.getRequestId(), request.getCardToken()));
      }
    }
    return Optional.empty();
  }

  /** How many are kept. */
  public int size() {
    return count;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(Long.reverseBytes(CONTRACT.fingerprint()));
    out.writeShort(count);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * Reads what {@link #write} wrote, under whichever version of the contract.
   *
   * @param format of the value that they are in, for an error
   */
  static GivenAnswers read(DataInput in, StateFormat format) throws IOException {
    long writer = Long.reverseBytes(in.readLong());
    int count = in.readUnsignedShort();
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    GivenAnswers answers = new GivenAnswers(bytes, count);
    return writer == CONTRACT.fingerprint() ? answers : answers.writtenToday(writer, format);
  }

  private GivenAnswers writtenToday(long writer, StateFormat format) throws IOException {
    GivenAnswers today = NONE;
    for (int at = 0; at < bytes.length; at = next(at)) {
      int body = at + ID + idLength(at);
      String id = new String(bytes, at + ID, idLength(at), StandardCharsets.UTF_8);
      AuthorizationDecision decision =
          CONTRACT.read(writer, new BoundedDecoder(bytes, body), format);
      today = today.plus(named(decision, id, ""));
    }
    return today;
  }

  private AuthorizationDecision decision(int body) {
    try {
      return CONTRACT.read(
          CONTRACT.fingerprint(), new BoundedDecoder(bytes, body), CardProfileFormat.FORMAT);
    } catch (IOException e) {
      throw new UncheckedIOException("an answer in a card's profile can't be read", e);
    }
  }

  private static byte[] body(AuthorizationDecision decision) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_BODY_BYTES);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(body, null);
    try {
      CONTRACT.write(named(decision, "", ""), encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not of memory
    }
    return body.toByteArray();
  }

  /** The same under another id and token, both of which bytes leave out. */
  private static AuthorizationDecision named(
      AuthorizationDecision decision, String requestId, String cardToken) {
    return new AuthorizationDecision(
        requestId,
        cardToken,
        decision.getEventTime(),
        decision.getOutcome(),
        decision.getFraudProbability(),
        decision.getReasons(),
        decision.getPolicyVersion(),
        decision.getModelVersion(),
        decision.getPatternLogOdds(),
        decision.getFeatureHash(),
        decision.getRequestFingerprint(),
        decision.getAlertRaised());
  }

  private int next(int at) {
    return at + Integer.BYTES + ByteBuffer.wrap(bytes).getInt(at);
  }

  private long timeAt(int at) {
    return ByteBuffer.wrap(bytes).getLong(at + TIME);
  }

  private int idLength(int at) {
    return ByteBuffer.wrap(bytes).getShort(at + ID_LENGTH) & 0xFFFF;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GivenAnswers answers && Arrays.equals(bytes, answers.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
