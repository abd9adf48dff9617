package io.cardbeam.pipeline.files;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Writes values to one file, by their keys and then by their bytes, so that the same values make
 * the same file, in whatever order and on however many workers they come. The file appears when all
 * of it is written; without values it is an empty one of its format. Bounded input in the global
 * window.
 */
public final class WriteSorted extends PTransform<PCollection<KV<String, byte[]>>, PDone> {
  /** Of the keys and values that it is given. */
  public static final KvCoder<String, byte[]> CODER =
      KvCoder.of(StringUtf8Coder.of(), ByteArrayCoder.of());

  private static final long serialVersionUID = 1L;
  private static final int THE_FILE = 0;

  /** Says that there is a file, though there may be no values. */
  private static final KV<String, byte[]> MARK = KV.of("", new byte[0]);

  private final String file;
  private final Format format;

  /** How values make a file. */
  public interface Format extends Serializable {
    /** Begins a file on a stream, which whoever gave it closes. */
    Writer begin(OutputStream out) throws IOException;
  }

  /** A file that is being written. */
  public interface Writer {
    /** Adds a value. */
    void add(byte[] value) throws IOException;

    /** Ends the file. */
    void end() throws IOException;
  }

  /**
   * Writes this file.
   *
   * @param file path on any of Beam's file systems
   */
  public WriteSorted(String file, Format format) {
    this.file = file;
    this.format = format;
  }

  /** Lines of text in UTF-8, below a first one. */
  public static Format lines(String header) {
    return out -> new LineWriter(header, out);
  }

  @Override
  public PDone expand(PCollection<KV<String, byte[]>> values) {
    PCollection<KV<String, byte[]>> mark =
        values.getPipeline().apply("AFile", Create.of(MARK).withCoder(CODER));
    PCollectionList.of(values)
        .and(mark)
        .apply("AndAFile", Flatten.pCollections())
        .apply(
            "InOneFile",
            WithKeys.<Integer, KV<String, byte[]>>of(THE_FILE)
                .withKeyType(TypeDescriptors.integers()))
        .setCoder(KvCoder.of(VarIntCoder.of(), CODER))
        .apply("Group", GroupByKey.create())
        .apply("Write", ParDo.of(new WriteFn(file, format)));
    return PDone.in(values.getPipeline());
  }

  private static final class WriteFn extends DoFn<KV<Integer, Iterable<KV<String, byte[]>>>, Void> {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final Format format;

    WriteFn(String file, Format format) {
      this.file = file;
      this.format = format;
    }

    @ProcessElement
    public void process(@Element KV<Integer, Iterable<KV<String, byte[]>>> all) throws IOException {
      SortedFile.write(file, format, all.getValue());
    }
  }

  private static final class LineWriter implements Writer {
    private final OutputStream out;

    LineWriter(String header, OutputStream out) throws IOException {
      this.out = out;
      add(SortKey.utf8(header));
    }

    @Override
    public void add(byte[] line) throws IOException {
      out.write(line);
      out.write('\n');
    }

    @Override
    public void end() {
      // Nothing ends a text.
    }
  }
}
