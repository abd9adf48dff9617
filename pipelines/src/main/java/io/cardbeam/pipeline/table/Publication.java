package io.cardbeam.pipeline.table;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One run's replacement of folders in an output folder on a local file system. The run writes into
 * a staging folder beside them; {@link #publish} then moves each folder into the place of the old
 * one, so a run that fails before leaves the old state untouched.
 *
 * <p>How whole this is: whether a run counts is decided by one rename, of the staging folder to the
 * publishing folder. After it, each folder is moved by two renames (the old one away, the new one
 * in); a kill between them is made good by the next run, which finishes the moves before it begins
 * its own. What a reader may see in between, for the moment of the moves, is a folder that is gone
 * or folders of two runs side by side; never half a file. Two runs at a time are kept apart by a
 * lock.
 */
public final class Publication implements AutoCloseable {
  private static final String STAGING = ".staging";
  private static final String PUBLISHING = ".publishing";
  private static final String REPLACED = ".replaced";
  private static final String LOCK = ".lock";

  /** In the publishing folder: the folders that the run replaces, one a line. */
  private static final String LIST = "folders";

  private final Path output;
  private final FileChannel channel;
  private final FileLock lock;

  private Publication(Path output, FileChannel channel, FileLock lock) {
    this.output = output;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Begins a run in an output folder, which is made if it is not there: finishes what a killed run
   * had begun to publish, and empties the staging folder.
   *
   * @throws OutputInUseException if another run is at work there
   * @throws IOException if the folder can't be made or written
   */
  public static Publication begin(Path output) throws IOException, OutputInUseException {
    Files.createDirectories(output);
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
    Publication publication = new Publication(output, channel, lock);
    publication.finishMoves();
    delete(output.resolve(STAGING));
    Files.createDirectories(publication.staging());
    return publication;
  }

  /** Where the run writes: a folder with the same lay-out as the output folder. */
  public Path staging() {
    return output.resolve(STAGING);
  }

  /**
   * Puts the staged folders in the place of the old ones. A folder that was not staged is removed:
   * the run had nothing for it.
   *
   * @param folders what this run replaces, relative to the output folder, for instance {@code
   *     dim_card} or {@code statement/month=2020-03}
   * @throws IOException if something can't be moved; the next run goes on with it
   */
  public void publish(List<String> folders) throws IOException {
    Files.write(staging().resolve(LIST), folders);
    Files.move(staging(), output.resolve(PUBLISHING), StandardCopyOption.ATOMIC_MOVE);
    finishMoves();
  }

  private void finishMoves() throws IOException {
    Path publishing = output.resolve(PUBLISHING);
    if (!Files.exists(publishing)) {
      return;
    }
    Path list = publishing.resolve(LIST);
    if (Files.exists(list)) {
      for (String folder : Files.readAllLines(list)) {
        replace(folder);
      }
      // Without its list the publishing folder is done with, whatever is left of it.
      Files.delete(list);
    }
    delete(output.resolve(REPLACED));
    delete(publishing);
  }

  /**
   * Moves the old folder away and the new one in. What is in the place of the replaced one tells
   * that the first move is done, also where there was no old folder, so that after a kill it is not
   * the new one that is moved away.
   */
  private void replace(String folder) throws IOException {
    Path staged = output.resolve(PUBLISHING).resolve(folder);
    Path replaced = output.resolve(REPLACED).resolve(folder);
    Path live = output.resolve(folder);
    if (!Files.exists(replaced)) {
      if (Files.exists(live)) {
        createParent(replaced);
        Files.move(live, replaced, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.createDirectories(replaced);
      }
    }
    if (Files.exists(staged)) {
      createParent(live);
      Files.move(staged, live, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void createParent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(folder)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  /** Ends the run. What was staged and not published is deleted. */
  @Override
  public void close() throws IOException {
    delete(staging());
    lock.release();
    channel.close();
  }
}
