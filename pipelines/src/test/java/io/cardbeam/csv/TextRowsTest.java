package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A file that is opened a second time, for what its first rows leave open. */
class TextRowsTest {
  private static final String HEADER = "trans_date_trans_time,cc_num,merchant,category,amt\n";
  private static final String ROW = "03/04/2025 10:00,9990002610177304,Shop,misc,12.50\n";
  private static final byte[] GZIP_THAT_BREAKS_OFF = {0x1F, (byte) 0x8B, 8};

  private int opened;
  private final Set<InputStream> open = new HashSet<>();

  private InputStream counted(byte[] bytes) {
    opened++;
    InputStream stream =
        new FilterInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          public void close() throws IOException {
            open.remove(this);
            super.close();
          }
        };
    open.add(stream);
    return stream;
  }

  private static byte[] undecided(String last) {
    return (HEADER + ROW.repeat(DelimitedRows.MOST_ROWS_AHEAD) + last)
        .getBytes(StandardCharsets.UTF_8);
  }

  private Forms forms(byte[] first, byte[] second) throws IOException, BadRowException {
    try (TextRows rows =
        new TextRows(counted(first), FormOptions.NONE, Optional.of(() -> counted(second)))) {
      return rows.forms(Columns.of(rows.header(), ColumnsFile.NONE));
    }
  }

  @Test
  void rowsAfterTheFirstDecideAndBothStreamsAreClosed() throws Exception {
    byte[] file = undecided(ROW.replace("03/04", "30/04"));
    assertThat(forms(file, file).times().order()).contains(DateOrder.DAY_FIRST);
    assertThat(opened).isEqualTo(2);
    assertThat(open).isEmpty();
  }

  @Test
  void aStreamIsClosedThatIsDamagedWhenItIsOpenedAgain() {
    assertThatThrownBy(() -> forms(undecided(ROW), GZIP_THAT_BREAKS_OFF))
        .isInstanceOf(DamagedFileException.class);
    assertThat(opened).isEqualTo(2);
    assertThat(open).isEmpty();
  }
}
