package io.cardbeam.pipeline.files;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.lake.SyncMarker;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Writes decisions to one file, {@code decisions.csv} or {@code decisions.avro}, by event time and
 * request id. The file appears when all of it is written.
 */
public final class WriteDecisions extends PTransform<PCollection<Decided>, PDone> {
  private static final long serialVersionUID = 1L;

  private static final int DEFLATE_LEVEL = 6;
  private static final TypeDescriptor<KV<String, byte[]>> ROW = new TypeDescriptor<>() {};

  private final String folder;
  private final Format format;

  /** Layout of the file. */
  public enum Format {
    /** A row per request, under a header. */
    CSV,
    /** An Avro object container file of AuthorizationDecision. */
    AVRO
  }

  public WriteDecisions(String folder, Format format) {
    this.folder = folder;
    this.format = format;
  }

  @Override
  public PDone expand(PCollection<Decided> decided) {
    String prefix = folder + "/decisions";
    return switch (format) {
      case CSV ->
          decided
              .apply(
                  "AsRow",
                  MapElements.into(ROW)
                      .via(d -> KV.of(key(d), SortKey.utf8(DecisionRow.of(d.decision())))))
              .setCoder(WriteSorted.CODER)
              .apply(
                  "WriteCsv",
                  new WriteSorted(prefix + ".csv", WriteSorted.lines(DecisionRow.HEADER)));
      case AVRO ->
          decided
              .apply(
                  "Decision",
                  MapElements.into(ROW)
                      .via(
                          d ->
                              KV.of(
                                  key(d),
                                  EventType.AUTHORIZATION_DECISION.codec().bytes(d.decision()))))
              .setCoder(WriteSorted.CODER)
              .apply("WriteAvro", new WriteSorted(prefix + ".avro", DecisionWriter::new));
    };
  }

  private static String key(Decided decided) {
    AuthorizationDecision decision = decided.decision();
    return SortKey.of(decision.getEventTime().toEpochMilli()) + decision.getRequestId();
  }

  /** An Avro file whose marks between blocks are not drawn by chance. */
  private static final class DecisionWriter implements WriteSorted.Writer {
    private final DataFileWriter<AuthorizationDecision> file;

    DecisionWriter(OutputStream out) throws IOException {
      Schema schema = AuthorizationDecision.getClassSchema();
      file = new DataFileWriter<>(new SpecificDatumWriter<>(schema));
      file.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
      file.create(schema, out, SyncMarker.of(schema.getFullName()));
    }

    @Override
    public void add(byte[] decision) throws IOException {
      file.appendEncoded(ByteBuffer.wrap(decision));
    }

    @Override
    public void end() throws IOException {
      file.flush();
    }
  }
}
