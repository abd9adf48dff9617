package io.cardbeam.pipeline.table;

import io.cardbeam.pipeline.files.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A run that replaces folders of an output folder, all of them at one instant. Each run makes a
 * build, which is whole: what it wrote, and what it left as it was, by hard links to the files of
 * the build before. {@code current} is a link to the newest build, and to publish is to turn that
 * link, which the file system does in one step; {@code fact_transaction} and the like are links
 * into {@code current}. So a reader sees one build or the next, never a part of either, and a run
 * that fails or is killed at any moment leaves what was.
 *
 * <p>The build before the current one stays, for readers that are at it; older ones are deleted.
 * Two runs at a time are kept apart by a lock.
 */
public final class Publication implements AutoCloseable {
  /** Name of the link to the newest build. */
  public static final String CURRENT = "current";

  private static final String BUILDS = ".builds";
  private static final String NEXT_LINK = ".next";
  private static final String LOCK = ".lock";

  /** Ends the name of a build that is being made. */
  private static final String PART = ".part";

  /** Name of the build that holds what lay there before there were builds. */
  private static final String FIRST = "00000000";

  private static final int BUILDS_KEPT = 2;

  private final Path output;
  private final FileChannel channel;
  private final FileLock lock;
  private final String build;

  private Publication(Path output, FileChannel channel, FileLock lock) throws IOException {
    this.output = output;
    this.channel = channel;
    this.lock = lock;
    this.build = settle();
  }

  /**
   * Begins a run in an output folder, which is made if it is not there. What a run left that did
   * not come to publish is deleted.
   *
   * @throws OutputInUseException if another run is at work there
   * @throws IOException if the folder can't be made or written
   */
  public static Publication begin(Path output) throws IOException, OutputInUseException {
    OwnerOnly.folder(output);
    FileChannel channel =
        FileChannel.open(output.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new OutputInUseException(output);
    }
    if (lock == null) {
      channel.close();
      throw new OutputInUseException(output);
    }
    try {
      return new Publication(output, channel, lock);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Clears away what is no build, and gives the name of the next. */
  private String settle() throws IOException {
    Files.createDirectories(output.resolve(BUILDS));
    String newest = currentBuild();
    for (String name : builds()) {
      if (name.endsWith(PART) || (name.compareTo(newest) > 0 && !name.equals(FIRST))) {
        FolderTree.delete(output.resolve(BUILDS).resolve(name));
      }
    }
    String next =
        String.format(Locale.ROOT, "%08d", newest.isEmpty() ? 1 : Integer.parseInt(newest) + 1);
    Files.createDirectories(output.resolve(BUILDS).resolve(next + PART));
    return next;
  }

  private String currentBuild() throws IOException {
    Path current = output.resolve(CURRENT);
    return Files.isSymbolicLink(current)
        ? String.valueOf(Files.readSymbolicLink(current).getFileName())
        : "";
  }

  /** Names of builds, oldest first. */
  private List<String> builds() throws IOException {
    try (Stream<Path> folders = Files.list(output.resolve(BUILDS))) {
      return folders.map(folder -> String.valueOf(folder.getFileName())).sorted().toList();
    }
  }

  /** Number of the build that is made, from 1; of builds that are kept none has the same. */
  public int number() {
    return Integer.parseInt(build);
  }

  /** Where the run writes: a folder with the same lay-out as the output folder. */
  public Path staging() {
    return output.resolve(BUILDS).resolve(build + PART);
  }

  /** The build that readers see; it is not there before the first. */
  public Path current() {
    return output.resolve(CURRENT);
  }

  /**
   * Makes the staged build whole with what this run does not replace.
   *
   * @param replaced folders and files that this run replaces, relative to the output folder, for
   *     instance {@code dim_card} or {@code statement/month=2020-03}; one that was not staged is in
   *     the build no more: the run had nothing for it
   * @throws IOException if something can't be linked
   */
  public void carryOver(List<String> replaced) throws IOException {
    adopt(replaced);
    if (!Files.exists(output.resolve(CURRENT))) {
      return;
    }
    Path before = output.resolve(CURRENT).toRealPath();
    List<Path> files;
    try (Stream<Path> paths = Files.walk(before)) {
      files = paths.filter(Files::isRegularFile).map(before::relativize).toList();
    }
    for (Path file : files) {
      if (replaced.stream().noneMatch(file::startsWith)) {
        Path link = staging().resolve(file);
        createParent(link);
        Files.createLink(link, before.resolve(file));
      }
    }
  }

  /**
   * Takes tables that lie in the output folder itself, as an earlier version of Cardbeam wrote
   * them, for the first build; nothing else that lies there is touched.
   */
  private void adopt(List<String> replaced) throws IOException {
    Set<String> names = new TreeSet<>();
    replaced.forEach(folder -> names.add(String.valueOf(Path.of(folder).getName(0))));
    try (Stream<Path> staged = Files.list(staging())) {
      staged.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    }
    Path first = output.resolve(BUILDS).resolve(FIRST);
    for (String name : names) {
      Path entry = output.resolve(name);
      if (Files.exists(entry) && !Files.isSymbolicLink(entry)) {
        Files.createDirectories(first);
        Files.move(entry, first.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    if (Files.exists(first) && !Files.exists(output.resolve(CURRENT))) {
      turnLink(output.resolve(CURRENT), Path.of(BUILDS, FIRST));
      linkEntries(first);
    }
  }

  /**
   * Makes the staged build the current one.
   *
   * @throws IOException if it can't be done; then the build before stays the current one
   */
  public void publish() throws IOException {
    Path folder = output.resolve(BUILDS).resolve(build);
    Files.move(staging(), folder, StandardCopyOption.ATOMIC_MOVE);
    turnLink(output.resolve(CURRENT), Path.of(BUILDS, build));
    linkEntries(folder);
    List<String> builds = builds();
    for (String old : builds.subList(0, Math.max(0, builds.size() - BUILDS_KEPT))) {
      FolderTree.delete(output.resolve(BUILDS).resolve(old));
    }
  }

  /** Deletes all builds but the current one, for what must be forgotten. */
  public void deleteEarlier() throws IOException {
    String newest = currentBuild();
    for (String name : builds()) {
      if (!name.equals(newest)) {
        FolderTree.delete(output.resolve(BUILDS).resolve(name));
      }
    }
  }

  /** Both, for a run whose build needs no look before. */
  public void publish(List<String> replaced) throws IOException {
    carryOver(replaced);
    publish();
  }

  private void linkEntries(Path folder) throws IOException {
    List<Path> entries;
    try (Stream<Path> all = Files.list(folder)) {
      entries = all.map(Path::getFileName).toList();
    }
    for (Path entry : entries) {
      Path link = output.resolve(entry);
      if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(link, Path.of(CURRENT).resolve(entry));
      }
    }
    List<Path> links;
    try (Stream<Path> all = Files.list(output)) {
      links = all.filter(Files::isSymbolicLink).toList();
    }
    for (Path link : links) {
      if (!Files.exists(link)) {
        Files.delete(link);
      }
    }
  }

  private void turnLink(Path link, Path target) throws IOException {
    Path next = output.resolve(NEXT_LINK);
    Files.deleteIfExists(next);
    Files.createSymbolicLink(next, target);
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void createParent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
  }

  /** Ends the run. What was staged and not published is deleted. */
  @Override
  public void close() throws IOException {
    FolderTree.delete(staging());
    lock.release();
    channel.close();
  }
}
