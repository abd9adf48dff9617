package io.cardbeam.pipeline.published;

import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * How records become the one value that is looked into: rules a book, counts a table. A set of
 * records: in whatever order and how often they are added, the value is the same, up to its limits.
 *
 * @param <R> a record
 * @param <S> what is made of them; immutable
 */
public interface Gathering<R, S> extends Serializable {
  /** The records between two steps. */
  Coder<R> recordCoder();

  /** The value between two steps, and in state. */
  Coder<S> coder();

  /** The value's type. */
  TypeDescriptor<S> type();

  /** Of no record. */
  S empty();

  /** A value and more records; those without room are counted. */
  S plus(S value, List<R> records);

  /** What is in one or in the other. */
  S union(S one, S other);
}
