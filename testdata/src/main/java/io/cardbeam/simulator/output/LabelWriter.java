package io.cardbeam.simulator.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.cardbeam.simulator.SimulatedStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The truth beside the events: a CSV of {@code request_id,card_token,is_fraud} with a row for each
 * request.
 */
public final class LabelWriter implements TrafficWriter {
  private final CsvWriter csv;
  private long labels;

  /**
   * A new file with its header, packed if its name ends in {@code .gz} or {@code .zst}.
   *
   * @throws IOException if it can't be made
   */
  public LabelWriter(Path path) throws IOException {
    csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(CompressedFile.create(path));
    csv.writeRecord("request_id", "card_token", "is_fraud");
  }

  @Override
  public void write(SimulatedStep step) {
    if (step instanceof SimulatedStep.Attempt attempt) {
      csv.writeRecord(
          attempt.step().request().getRequestId(),
          attempt.step().request().getCardToken(),
          attempt.behaviour().isFraud() ? "1" : "0");
      labels++;
    }
  }

  @Override
  public Map<String, Long> written() {
    return Map.of("labels", labels);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
