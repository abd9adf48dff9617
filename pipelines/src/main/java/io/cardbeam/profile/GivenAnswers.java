package io.cardbeam.profile;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.profile.AnswerFormat.Versions;
import io.cardbeam.text.StableHash;
import io.cardbeam.wire.CompactReader;
import io.cardbeam.wire.CompactWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The answers that a card was given lately, in the order of its log, so that a request sent again
 * gets the same one. The latest {@value #LEAST} are kept in any case, and up to {@value #MOST} of
 * those that are no older than {@link #KEPT}: one request that bears a date years ahead by mistake
 * makes room of no more than that. Immutable.
 *
 * <p>They lie in one array as they lie in state, because an answer is asked for once in a long
 * while and a profile is read and written for each event: no answer is decoded or encoded for that.
 * Each is its length in bytes and an {@link AnswerFormat}.
 */
public final class GivenAnswers {
  /** Most answers that are kept. */
  public static final int MOST = 64;

  /** This many are kept however old they are. */
  public static final int LEAST = 16;

  /** Age up to which more are kept: the life of a hold by the terms that come with Cardbeam. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** Of a card that asked for nothing. */
  public static final GivenAnswers NONE = new GivenAnswers(List.of(), new byte[0], 0);

  private final List<Versions> versions;
  private final byte[] bytes;
  private final int count;

  private GivenAnswers(List<Versions> versions, byte[] bytes, int count) {
    this.versions = versions;
    this.bytes = bytes;
    this.count = count;
  }

  /** These and one more. */
  GivenAnswers plus(AuthorizationDecision decision) {
    try {
      GivenAnswers rest = withRoomAt(decision.getEventTime().toEpochMilli());
      Versions by = Versions.of(decision);
      List<Versions> all = rest.versions;
      if (!all.contains(by)) {
        all = new ArrayList<>(all);
        all.add(by);
        all = List.copyOf(all);
      }
      CompactWriter answer = AnswerFormat.bytes(decision, all.indexOf(by));
      CompactWriter more = new CompactWriter(rest.bytes.length + answer.length() + 2 * Short.BYTES);
      more.raw(rest.bytes, 0, rest.bytes.length);
      more.number(answer.length());
      answer.copyTo(more);
      return new GivenAnswers(all, more.done(), rest.count + 1);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** Those that are kept beside one more of a time, milliseconds since 1970 UTC. */
  private GivenAnswers withRoomAt(long timeMillis) throws IOException {
    CompactReader from = new CompactReader(bytes);
    int left = count;
    int kept = 0;
    while (left >= LEAST) {
      long next = from.number() + from.at();
      if (left < MOST && AnswerFormat.timeMillis(from) >= timeMillis - KEPT.toMillis()) {
        break;
      }
      from.skip(next - from.at());
      kept = from.at();
      left--;
    }
    return kept == 0
        ? this
        : new GivenAnswers(versions, Arrays.copyOfRange(bytes, kept, bytes.length), left)
            .withUsedVersions();
  }

  /** The same without policies and models that none of them has. */
  private GivenAnswers withUsedVersions() throws IOException {
    if (versions.size() <= 1) {
      return this;
    }
    List<Versions> used = new ArrayList<>();
    byte[] changed = bytes.clone();
    CompactReader from = new CompactReader(bytes);
    while (!from.isEnd()) {
      long length = from.number();
      int at = from.at() + AnswerFormat.VERSIONS_AT;
      Versions by = versions.get(bytes[at]);
      if (!used.contains(by)) {
        used.add(by);
      }
      changed[at] = (byte) used.indexOf(by);
      from.skip(length);
    }
    return new GivenAnswers(List.copyOf(used), changed, count);
  }

  /** What a request was answered, if that is kept. */
  Optional<AuthorizationDecision> to(AuthorizationRequest request) {
    long id = StableHash.of(request.getRequestId());
    try {
      CompactReader from = new CompactReader(bytes);
      while (!from.isEnd()) {
        long length = from.number();
        int at = from.at();
        if (from.word() == id) {
          return Optional.of(AnswerFormat.read(new CompactReader(bytes, at), request, versions));
        }
        from.skip(length - Long.BYTES);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static UncheckedIOException damaged(IOException e) {
    return new UncheckedIOException("an answer in a card's profile can't be read", e);
  }

  /** How many are kept. */
  public int size() {
    return count;
  }

  void write(CompactWriter to) {
    to.number(versions.size());
    for (Versions by : versions) {
      to.text(by.policy());
      to.text(by.model());
    }
    to.number(count);
    to.number(bytes.length);
    to.raw(bytes, 0, bytes.length);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the bytes end early or the numbers are none that were written
   */
  static GivenAnswers read(CompactReader from) throws IOException {
    List<Versions> versions = new ArrayList<>();
    int different = from.count(MOST, "policies and models of answers");
    for (int i = 0; i < different; i++) {
      versions.add(new Versions(from.text(), from.text()));
    }
    int count = from.count(MOST, "answers");
    return new GivenAnswers(List.copyOf(versions), from.raw(from.number()), count);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GivenAnswers answers
        && versions.equals(answers.versions)
        && Arrays.equals(bytes, answers.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
