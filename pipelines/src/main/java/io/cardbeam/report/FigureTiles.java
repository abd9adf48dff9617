package io.cardbeam.report;

import java.util.List;

/** Figures that are shown large, side by side. */
record FigureTiles(List<FigureTile> tiles) implements Section {
  FigureTiles {
    tiles = List.copyOf(tiles);
  }

  @Override
  public void writeTo(Markup markup) {
    markup.open("dl", "class", "tiles");
    for (FigureTile tile : tiles) {
      markup.open("div").element("dt", tile.name()).element("dd", tile.value());
      if (!tile.detail().isEmpty()) {
        markup.element("dd", tile.detail(), "class", "detail");
      }
      markup.close();
    }
    markup.close();
  }
}
