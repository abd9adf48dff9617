package io.cardbeam.pipeline.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupIntoBatches;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;

/**
 * Writes what was published into the lake, so that a replay meets what was in force. As {@link
 * ArchiveEvents}, but by the hour of publishing.
 */
final class ArchivePublished<T> extends PTransform<PCollection<T>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String root;
  private final Duration longestWait;
  private final Coder<T> coder;
  private final Form<T> form;

  /** How records lie in a lake. */
  interface Form<T> extends Serializable {
    /** Folder of a record, without a slash at the end. */
    String folder(T record);

    /** Writes the records of a folder as one file. */
    void write(List<T> records, OutputStream out) throws IOException;
  }

  /**
   * @param root the lake's folder, on any of Beam's file systems
   * @param longestWait longest time that a record waits for its file to fill
   */
  ArchivePublished(String root, Duration longestWait, Coder<T> coder, Form<T> form) {
    this.root = root.endsWith("/") ? root : root + "/";
    this.longestWait = longestWait;
    this.coder = coder;
    this.form = form;
  }

  @Override
  public PDone expand(PCollection<T> records) {
    Form<T> lies = form;
    records
        .apply(
            "KeyByFolder",
            WithKeys.of((T record) -> lies.folder(record)).withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), coder))
        .apply(
            "FillFiles",
            GroupIntoBatches.<String, T>ofSize(ArchiveEvents.MAX_EVENTS)
                .withMaxBufferingDuration(longestWait))
        .apply("WriteFiles", ParDo.of(new WriteFn<>(root, form)));
    return PDone.in(records.getPipeline());
  }

  private static final class WriteFn<T> extends DoFn<KV<String, Iterable<T>>, Void> {
    private static final long serialVersionUID = 1L;

    private final String root;
    private final Form<T> form;

    WriteFn(String root, Form<T> form) {
      this.root = root;
      this.form = form;
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<T>> batch) throws IOException {
      List<T> records = new ArrayList<>();
      batch.getValue().forEach(records::add);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      form.write(records, bytes);
      WholeFile.write(root + batch.getKey() + "/", bytes.toByteArray());
    }
  }
}
