package io.cardbeam.query.cube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CubeLevelTest {
  private static List<CubeLevel> levels(List<String> rows, List<String> columns, boolean totals)
      throws Exception {
    return CubeLevel.of(
        CubeQuery.of(CubeFact.authorization, rows, columns, List.of("count"), List.of(), totals));
  }

  @Test
  void eachBeginningOfTheRowsIsTotalledWithAndWithoutTheColumns() throws Exception {
    assertThat(levels(List.of("state", "city"), List.of("year"), true))
        .containsExactly(
            new CubeLevel(List.of(0, 1, 2), 0),
            new CubeLevel(List.of(0, 1), 0),
            new CubeLevel(List.of(0, 2), 0),
            new CubeLevel(List.of(0), 2),
            new CubeLevel(List.of(2), 2),
            new CubeLevel(List.of(), 4));
    assertThat(levels(List.of("state", "city"), List.of(), true))
        .containsExactly(
            new CubeLevel(List.of(0, 1), 0),
            new CubeLevel(List.of(0), 0),
            new CubeLevel(List.of(), 1));
    assertThat(levels(List.of("state"), List.of("year"), false))
        .containsExactly(new CubeLevel(List.of(0, 1), 0));
    assertThat(levels(List.of(), List.of(), true)).containsExactly(new CubeLevel(List.of(), 0));
  }

  @Test
  void aCellIsWithinTheTotalsOfItsLevels() throws Exception {
    CellKey cell = CellKey.of(new int[] {3, 5, 7});
    CellKey byYear = levels(List.of("state", "city"), List.of("year"), true).get(4).mask();

    assertThat(cell.within(byYear)).isEqualTo(CellKey.of(new int[] {0, 0, 7}));
    assertThat(cell.within(byYear).place(2)).isEqualTo(7);
    assertThat(cell.place(1)).isEqualTo(5);
    assertThat(cell.within(byYear)).isLessThan(CellKey.of(new int[] {0, 0, 8})).isLessThan(cell);
  }
}
