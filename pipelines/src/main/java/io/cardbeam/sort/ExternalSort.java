package io.cardbeam.sort;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Sorts elements, however many there are: runs of them are sorted in memory, kept in a temporary
 * folder, and merged. What fits one run touches no disk.
 *
 * @param <T> what is sorted
 */
public final class ExternalSort<T> implements Closeable {
  private final Comparator<T> order;
  private final Form<T> form;
  private final long runSize;
  private final List<Run> runs = new ArrayList<>();
  private final List<Source<T>> sources = new ArrayList<>();
  private List<T> run = new ArrayList<>();
  private Optional<Path> folder = Optional.empty();
  private long size;

  /**
   * How elements are written and weighed.
   *
   * @param <T> what is sorted
   */
  public interface Form<T> {
    /** Writes an element so that {@link #read} reads it and nothing more. */
    void write(T element, DataOutputStream out) throws IOException;

    /** Reads the next element. */
    T read(DataInputStream in) throws IOException;

    /** What it takes of a run. */
    long size(T element);
  }

  /** A sorted run on disk. */
  private record Run(Path file, long elements) {}

  /** Elements in order, each once. */
  private interface Source<T> extends Closeable {
    boolean hasNext();

    T next() throws IOException;
  }

  /**
   * A sort of nothing yet.
   *
   * @param order total, or the order of equal elements is open
   * @param runSize sum of sizes from which on a run is written to disk
   */
  public ExternalSort(Comparator<T> order, Form<T> form, long runSize) {
    this.order = order;
    this.form = form;
    this.runSize = runSize;
  }

  /** Adds an element. */
  public void add(T element) throws IOException {
    run.add(element);
    size += form.size(element);
    if (size >= runSize) {
      spill();
    }
  }

  private void spill() throws IOException {
    run.sort(order);
    if (folder.isEmpty()) {
      folder = Optional.of(Files.createTempDirectory("cardbeam-sort"));
    }
    Path file = folder.get().resolve("run-" + runs.size());
    runs.add(new Run(file, run.size()));
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (T element : run) {
        form.write(element, out);
      }
    }
    run.clear();
    size = 0;
  }

  /** The elements in order; to be called once, after the last one was added. */
  public Merge<T> merge() throws IOException {
    for (Run each : runs) {
      sources.add(new OnDisk<>(each, form));
    }
    run.sort(order);
    sources.add(new InMemory<>(run));
    run = List.of();
    return new Merge<>(order, sources);
  }

  /** Deletes the temporary files, whatever else fails. */
  @Override
  public void close() throws IOException {
    List<Closeable> all = new ArrayList<>(sources);
    runs.forEach(each -> all.add(() -> Files.deleteIfExists(each.file())));
    folder.ifPresent(made -> all.add(() -> Files.deleteIfExists(made)));
    Optional<IOException> failure = Optional.empty();
    for (Closeable each : all) {
      try {
        each.close();
      } catch (IOException e) {
        failure.ifPresent(first -> first.addSuppressed(e));
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /**
   * Takes the least of what the runs have next, again and again.
   *
   * @param <T> what is sorted
   */
  public static final class Merge<T> {
    private final PriorityQueue<Head<T>> heads;

    private record Head<T>(T element, Source<T> from) {}

    private Merge(Comparator<T> order, List<Source<T>> sources) throws IOException {
      heads = new PriorityQueue<>(Comparator.comparing(Head<T>::element, order));
      for (Source<T> source : sources) {
        advance(source);
      }
    }

    private void advance(Source<T> source) throws IOException {
      if (source.hasNext()) {
        heads.add(new Head<>(source.next(), source));
      }
    }

    /** Whether there is one more. */
    public boolean hasNext() {
      return !heads.isEmpty();
    }

    /**
     * The next element.
     *
     * @throws NoSuchElementException after the last one
     */
    public T next() throws IOException {
      Head<T> least = heads.remove();
      advance(least.from());
      return least.element();
    }
  }

  /** Lets go of each element that it gives out. */
  private static final class InMemory<T> implements Source<T> {
    private final Deque<T> left;

    InMemory(List<T> sorted) {
      left = new ArrayDeque<>(sorted);
    }

    @Override
    public boolean hasNext() {
      return !left.isEmpty();
    }

    @Override
    public T next() {
      return left.remove();
    }

    @Override
    public void close() {
      left.clear();
    }
  }

  private static final class OnDisk<T> implements Source<T> {
    private final DataInputStream in;
    private final Form<T> form;
    private long left;

    OnDisk(Run run, Form<T> form) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(run.file())));
      this.form = form;
      left = run.elements();
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public T next() throws IOException {
      left--;
      return form.read(in);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
