package io.cardbeam.pipeline.read;

import io.cardbeam.csv.FailingSource;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptions;

/** Local files under {@code failing:/}, on the disk that a test put in. Files are only read. */
final class FailingFiles extends FileSystem<FailingFiles.Id> {
  static final String SCHEME = "failing";

  /** Tests of one process run one after the other. */
  private static volatile FailingSource disk = FailingSource.never();

  /** Puts a disk in. */
  static void putIn(FailingSource another) {
    disk = another;
  }

  /** How Beam finds it. */
  public static final class Registrar implements FileSystemRegistrar {
    @Override
    public Iterable<FileSystem<?>> fromOptions(PipelineOptions options) {
      return List.of(new FailingFiles());
    }
  }

  /** A file. */
  record Id(String path) implements ResourceId {
    private static final long serialVersionUID = 1L;

    @Override
    public ResourceId resolve(String other, ResolveOptions options) {
      return new Id(Path.of(path).resolve(other).toString());
    }

    @Override
    public ResourceId getCurrentDirectory() {
      throw new UnsupportedOperationException("files only");
    }

    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public String getFilename() {
      return String.valueOf(Path.of(path).getFileName());
    }

    @Override
    public boolean isDirectory() {
      return false;
    }

    @Override
    public String toString() {
      return SCHEME + ":" + path;
    }
  }

  /** A file as Beam's pattern matching gives it. */
  static MatchResult.Metadata metadata(Path file) throws IOException {
    return MatchResult.Metadata.builder()
        .setResourceId(new Id(file.toAbsolutePath().toString()))
        .setSizeBytes(Files.size(file))
        .setIsReadSeekEfficient(true)
        .build();
  }

  @Override
  protected List<MatchResult> match(List<String> specs) {
    throw new UnsupportedOperationException("no patterns");
  }

  @Override
  protected ReadableByteChannel open(Id file) throws IOException {
    return disk.open(Path.of(file.path()));
  }

  @Override
  protected Id matchNewResource(String spec, boolean isDirectory) {
    return new Id(spec.substring(SCHEME.length() + 1));
  }

  @Override
  protected String getScheme() {
    return SCHEME;
  }

  @Override
  protected WritableByteChannel create(Id file, CreateOptions options) {
    throw new UnsupportedOperationException("files are only read");
  }

  @Override
  protected void copy(List<Id> from, List<Id> to) {
    throw new UnsupportedOperationException("files are only read");
  }

  @Override
  protected void rename(List<Id> from, List<Id> to, MoveOptions... options) {
    throw new UnsupportedOperationException("files are only read");
  }

  @Override
  protected void delete(Collection<Id> files) {
    throw new UnsupportedOperationException("files are only read");
  }
}
