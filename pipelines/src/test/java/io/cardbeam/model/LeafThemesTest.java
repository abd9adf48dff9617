package io.cardbeam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.cardbeam.feature.Theme;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LeafThemesTest {
  private static final int THEMES = Theme.values().length;
  private static final int BITS = 21;

  /** Values at both ends of the range more often than not: like signs make the largest sums. */
  @Property(tries = 200)
  void sumsEachThemeAsDoublesDo(@ForAll long seed) {
    Random random = new Random(seed);
    int trees = 8 * (1 + random.nextInt(30));
    int leaves = 1 << (1 + random.nextInt(4));
    float scale = Math.scalb(1.0f, random.nextInt(40) - 20);
    float[] themes = new float[trees * leaves * THEMES];
    for (int i = 0; i < themes.length; i++) {
      themes[i] = scale * Math.max(-1, Math.min(1, 4 * random.nextFloat() - 2));
    }
    LeafThemes packed = new LeafThemes(themes, leaves);
    double unit = Math.scalb(1.0, Math.getExponent(scale * trees) - (BITS - 1) + 2);
    for (int pick = 0; pick < 2 * THEMES; pick++) {
      int[] ends = ends(themes, trees, leaves, pick / 2, pick % 2 == 0 ? 1 : -1);
      float[] sums = new float[THEMES];
      packed.sum(ends, sums);
      for (int theme = 0; theme < THEMES; theme++) {
        double expected = 0;
        for (int end : ends) {
          expected += themes[end * THEMES + theme];
        }
        assertThat((double) sums[theme])
            .as("theme %d, seed %d", theme, seed)
            .isCloseTo(expected, offset(unit * trees / 2 + 1e-6 * Math.abs(expected)));
      }
    }
  }

  /** The leaf of each tree that takes a theme farthest. */
  private static int[] ends(float[] themes, int trees, int leaves, int theme, int sign) {
    int[] ends = new int[trees];
    for (int tree = 0; tree < trees; tree++) {
      int farthest = tree * leaves;
      for (int leaf = farthest; leaf < (tree + 1) * leaves; leaf++) {
        if (sign * themes[leaf * THEMES + theme] > sign * themes[farthest * THEMES + theme]) {
          farthest = leaf;
        }
      }
      ends[tree] = farthest;
    }
    return ends;
  }
}
