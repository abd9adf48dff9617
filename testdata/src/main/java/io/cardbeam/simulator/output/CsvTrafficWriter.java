package io.cardbeam.simulator.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Cardholder;
import io.cardbeam.simulator.SimulatedStep;
import io.cardbeam.simulator.population.Place;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A row for each request, with card number and label, as Kaggle's card data have it. What follows a
 * request, and what happens to cards, has no place in this layout. Dates are UTC.
 */
public final class CsvTrafficWriter implements TrafficWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final int DEGREE_DECIMALS = 6;
  private static final double MICRO = 1e6;

  private final CsvForm form;
  private final List<String> header;
  private final CsvWriter csv;
  private long rows;

  /**
   * A new file with its header, packed if its name ends in {@code .gz} or {@code .zst}.
   *
   * @throws IOException if it can't be made
   */
  public CsvTrafficWriter(Path path, CsvForm form) throws IOException {
    this.form = form;
    header = form.header();
    csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(form.quotes())
            .build(CompressedFile.create(path));
    csv.writeRecord(header);
  }

  @Override
  public void write(SimulatedStep step) {
    if (step instanceof SimulatedStep.Attempt attempt) {
      csv.writeRecord(row(attempt));
      rows++;
    }
  }

  @Override
  public Map<String, Long> written() {
    return Map.of("rows", rows);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }

  private List<String> row(SimulatedStep.Attempt attempt) {
    AuthorizationRequest request = attempt.step().request();
    Cardholder owner = attempt.cardholder();
    Instant time = request.getEventTime();
    Place place = attempt.merchant().place();
    List<String> row = new ArrayList<>(header.size());
    if (form.indexed()) {
      row.add(Long.toString(rows));
    }
    row.add(TIME.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC)));
    row.add(attempt.number().digits());
    row.add(form.merchantPrefix() + request.getMerchantName());
    row.add(request.getCategory());
    row.add(BigDecimal.valueOf(request.getAmountMinor(), 2).toPlainString());
    row.add(owner.getFirstName());
    row.add(owner.getLastName());
    row.add(String.valueOf(owner.getGender()));
    row.add(owner.getStreet());
    row.add(owner.getCity());
    row.add(owner.getState());
    row.add(owner.getPostalCode());
    row.add(degrees(owner.getLatitude()));
    row.add(degrees(owner.getLongitude()));
    row.add(String.valueOf(owner.getCityPopulation()));
    row.add(String.valueOf(owner.getJob()));
    row.add(String.valueOf(owner.getBirthDate()));
    row.add(request.getRequestId());
    row.add(Long.toString(time.getEpochSecond()));
    row.add(degrees(place.latitude()));
    row.add(degrees(place.longitude()));
    row.add(attempt.behaviour().isFraud() ? "1" : "0");
    return row;
  }

  private static String degrees(double degrees) {
    return BigDecimal.valueOf(Math.round(degrees * MICRO), DEGREE_DECIMALS)
        .stripTrailingZeros()
        .toPlainString();
  }
}
