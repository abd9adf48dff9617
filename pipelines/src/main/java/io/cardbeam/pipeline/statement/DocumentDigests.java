package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.Statement;
import io.cardbeam.pipeline.table.MonthFolders;
import io.cardbeam.pipeline.table.RowBytes;
import io.cardbeam.pipeline.table.WriteRowBytes;
import io.cardbeam.table.StatementDocument;
import io.cardbeam.text.Sha256;
import io.cardbeam.wire.RecordCodec;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Digests of the documents that a run wrote, as rows of the table {@code statement_document}, a
 * file for each month. A document that nothing can rebuild, as it was superseded or is a PDF, is
 * known by its digest.
 */
public final class DocumentDigests extends PTransform<PCollection<KV<String, byte[]>>, PDone> {
  private static final long serialVersionUID = 1L;

  /** Name of the table and of its folder. */
  public static final String TABLE = "statement_document";

  private static final RecordCodec<SpecificRecord> CODEC =
      RecordCodec.of(SpecificData.get().getSchema(StatementDocument.class));

  private final String folder;
  private final String fileName;

  private DocumentDigests(String folder, String fileName) {
    this.folder = folder;
    this.fileName = fileName;
  }

  /**
   * Writes them below this folder.
   *
   * @param fileName of the files that this run adds, one a month
   */
  public static DocumentDigests to(String folder, String fileName) {
    return new DocumentDigests(folder, fileName);
  }

  /**
   * Gives the row of a document, for this transform.
   *
   * @param to takes it, by its month, for instance 2020-03
   */
  public static void tell(
      Statement statement, StatementFile file, byte[] document, Consumer<KV<String, byte[]>> to) {
    StatementDocument row =
        StatementDocument.newBuilder()
            .setCardToken(statement.account().cardToken())
            .setCurrency(statement.account().currency())
            .setPeriodEnd(statement.cycle().closingDate())
            .setIssue(statement.issue().number())
            .setFormat(file.name())
            .setFileName(file.name(statement.account(), statement.issue().number()))
            .setSizeBytes(document.length)
            .setSha256(Sha256.hex(document))
            .build();
    String month = statement.month().toString();
    RowBytes.encode(CODEC, List.of(row), bytes -> to.accept(KV.of(month, bytes)));
  }

  @Override
  public PDone expand(PCollection<KV<String, byte[]>> rowsByMonth) {
    String name = fileName;
    rowsByMonth
        .apply(
            "ByFile",
            MapElements.into(
                    TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptor.of(byte[].class)))
                .via(
                    row ->
                        KV.of(
                            TABLE + "/" + MonthFolders.nameOf(row.getKey()) + "/" + name,
                            row.getValue())))
        .apply("WriteFiles", WriteRowBytes.to(folder, DocumentDigests::layoutOf));
    return PDone.in(rowsByMonth.getPipeline());
  }

  private static WriteRowBytes.Layout layoutOf(String table) {
    return new WriteRowBytes.Layout(StatementDocument.class, CODEC, 0);
  }
}
