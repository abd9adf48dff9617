package io.cardbeam.pipeline.weblog;

import io.cardbeam.event.LogLine;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of records as lines, keyed by the log that each is of. A record that is no line
 * is a line of the topic and a dead letter.
 */
final class DecodeLineFn extends DoFn<KafkaRecord<byte[], byte[]>, KV<String, LogLine>> {
  private static final long serialVersionUID = 1L;
  private static final Counter LINES = WebLogTags.counter(WebLogTags.LINES);
  private static final Counter DEAD_LETTERS = WebLogTags.counter(WebLogTags.DEAD_LETTERS);

  private transient @Nullable WireCodec codec;

  @ProcessElement
  public void process(@Element KafkaRecord<byte[], byte[]> record, MultiOutputReceiver output) {
    try {
      LogLine line = line(record.getKV().getValue());
      output.get(LiveTags.LINES).output(KV.of(line.getFileId(), line));
    } catch (UnreadableRecordException e) {
      LINES.inc();
      DEAD_LETTERS.inc();
      output
          .get(LiveTags.ROWS)
          .output(
              LiveTables.deadLetter(
                  record.getTopic() + "-" + record.getPartition(),
                  record.getOffset(),
                  String.valueOf(e.getMessage())));
    }
  }

  private LogLine line(byte @Nullable [] value) throws UnreadableRecordException {
    if (value == null) {
      throw new UnreadableRecordException("NO_VALUE", "the record has no value");
    }
    WireCodec known = codec;
    if (known == null) {
      known = new WireCodec();
      codec = known;
    }
    SpecificRecord record = known.decode(value);
    if (!(record instanceof LogLine line)) {
      throw new UnreadableRecordException(
          "WRONG_TOPIC", record.getSchema().getName() + " is no line of a log");
    }
    if (line.getOffset() < 0 || line.getFileId().isEmpty()) {
      throw new UnreadableRecordException("NO_PLACE", "the line has no place in a log");
    }
    return line;
  }
}
