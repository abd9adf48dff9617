package io.cardbeam.model;

import io.cardbeam.feature.FeatureList;
import io.cardbeam.feature.Theme;
import java.io.Serializable;
import java.util.List;

/**
 * A sum of regression trees over the features, laid out for speed: every tree is filled up to the
 * same depth, so that a node's children are found by arithmetic and all of a tree's steps are the
 * same few instructions without a branch to mispredict; eight trees are walked at once, so that the
 * loads of one hide behind those of the others, and their nodes lie side by side: eight roots are
 * one cache line. A node is one {@code long}: place of the value and threshold, both as integers
 * that sort like the floats they stand for. A missing value is a value below or above all, as the
 * node wants it: the inputs hold each feature twice.
 *
 * <p>Leaves are added in the order of the trees as floats, which is what the trainer does, so the
 * sum is the trainer's to the bit.
 */
public final class TreeEnsemble implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Deepest tree that is taken. */
  public static final int MAX_DEPTH = 10;

  /** Most trees that are taken. */
  public static final int MAX_TREES = 2_000;

  private static final int THEMES = Theme.values().length;

  /** Trees that are walked at once; places of nodes are multiples of it, plus the tree's lane. */
  private static final int LANES = 8;

  /** {@link #LANES} is two to this power. */
  private static final int LANE_BITS = 3;

  private final float base;
  private final float mean;
  private final int depth;
  private final int trees;
  private final int nodesPerTree;
  private final int leavesPerTree;
  private final long[] nodes;
  private final float[] leaves;
  private final LeafThemes leafThemes;

  /**
   * @param base log-odds before any tree
   * @param trees the trees, in the order in which they are summed
   */
  public TreeEnsemble(float base, List<Tree> trees) {
    this.base = base;
    float sum = base;
    for (Tree tree : trees) {
      sum += tree.value();
    }
    mean = sum;
    this.trees = (trees.size() + LANES - 1) / LANES * LANES;
    depth = Math.max(1, trees.stream().mapToInt(Tree::depth).max().orElse(1));
    if (depth > MAX_DEPTH || trees.size() > MAX_TREES) {
      throw new IllegalArgumentException(
          trees.size()
              + " trees of depth "
              + depth
              + "; at most "
              + MAX_TREES
              + " of "
              + MAX_DEPTH);
    }
    leavesPerTree = 1 << depth;
    nodesPerTree = leavesPerTree - 1;
    nodes = new long[this.trees * nodesPerTree];
    leaves = new float[this.trees * leavesPerTree];
    float[] themes = new float[leaves.length * THEMES];
    for (int i = 0; i < trees.size(); i++) {
      new Layout(i, themes).fill(trees.get(i), 0, 0, new float[THEMES]);
    }
    leafThemes = new LeafThemes(themes, leavesPerTree);
  }

  /** Length of the array that {@link #prepare} fills. */
  public static int inputs() {
    return 2 * FeatureList.SIZE;
  }

  /**
   * Turns values into what the trees compare: each twice, a missing one below all and above all.
   *
   * @param values in the order of {@link FeatureList}, NaN where missing
   * @param inputs gets {@link #inputs()} keys
   */
  public static void prepare(float[] values, int[] inputs) {
    for (int i = 0; i < FeatureList.SIZE; i++) {
      float value = values[i];
      boolean missing = Float.isNaN(value);
      int key = sortable(value);
      inputs[2 * i] = missing ? Integer.MIN_VALUE : key;
      inputs[2 * i + 1] = missing ? Integer.MAX_VALUE : key;
    }
  }

  /** Length of the array of ends that {@link #score} fills. */
  public int ends() {
    return trees;
  }

  /**
   * The sum, log-odds.
   *
   * @param inputs from {@link #prepare}
   * @param ends gets the leaf that each tree came to, for {@link #explain}
   */
  public float score(int[] inputs, int[] ends) {
    float sum = base;
    for (int tree = 0; tree < trees; tree += LANES) {
      int roots = tree * nodesPerTree;
      int a = 0;
      int b = 0;
      int c = 0;
      int d = 0;
      int e = 0;
      int f = 0;
      int g = 0;
      int h = 0;
      for (int step = 0; step < depth; step++) {
        a = next(a, nodes[roots + a], inputs);
        b = next(b, nodes[roots + b + 1], inputs);
        c = next(c, nodes[roots + c + 2], inputs);
        d = next(d, nodes[roots + d + 3], inputs);
        e = next(e, nodes[roots + e + 4], inputs);
        f = next(f, nodes[roots + f + 5], inputs);
        g = next(g, nodes[roots + g + 6], inputs);
        h = next(h, nodes[roots + h + 7], inputs);
      }
      int leaf = tree * leavesPerTree - nodesPerTree;
      ends[tree] = leaf + (a >> LANE_BITS);
      ends[tree + 1] = leaf + leavesPerTree + (b >> LANE_BITS);
      ends[tree + 2] = leaf + 2 * leavesPerTree + (c >> LANE_BITS);
      ends[tree + 3] = leaf + 3 * leavesPerTree + (d >> LANE_BITS);
      ends[tree + 4] = leaf + 4 * leavesPerTree + (e >> LANE_BITS);
      ends[tree + 5] = leaf + 5 * leavesPerTree + (f >> LANE_BITS);
      ends[tree + 6] = leaf + 6 * leavesPerTree + (g >> LANE_BITS);
      ends[tree + 7] = leaf + 7 * leavesPerTree + (h >> LANE_BITS);
      for (int lane = 0; lane < LANES; lane++) {
        sum += leaves[ends[tree + lane]];
      }
    }
    return sum;
  }

  /**
   * What made the sum: for each {@link Theme} how much the splits on its features moved it, from
   * where the trees stand on average. Adds up to the sum less {@link #mean}.
   *
   * @param ends from {@link #score}
   * @param themes gets log-odds, at {@link #themeIndex}, within {@link LeafThemes}'s rounding
   */
  public void explain(int[] ends, float[] themes) {
    leafThemes.sum(ends, themes);
  }

  /** Where the trees stand on average over the training rows, log-odds. */
  public float mean() {
    return mean;
  }

  /**
   * The node that follows: left if the value is below the threshold, which is the sign of a
   * difference, and no branch. Nodes count in steps of {@link #LANES}.
   */
  private static int next(int node, long split, int[] inputs) {
    long difference = (long) inputs[(int) (split >>> Integer.SIZE)] - (int) split;
    return 2 * node + 2 * LANES - ((int) (difference >>> (Long.SIZE - 1 - LANE_BITS)) & LANES);
  }

  /** An integer that sorts as the float does; NaN has none. */
  static int sortable(float value) {
    int bits = Float.floatToRawIntBits(value + 0.0f);
    return bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
  }

  /** Writes one tree into the arrays; below a shallow leaf every way leads to its value. */
  private final class Layout {
    private static final long NEVER_LEFT = (long) Integer.MIN_VALUE & 0xFFFFFFFFL;
    private final int tree;
    private final float[] leafThemes;

    Layout(int tree, float[] leafThemes) {
      this.tree = tree;
      this.leafThemes = leafThemes;
    }

    /** The value that a subtree adds on average stands at each of its nodes: {@link Tree#value}. */
    void fill(Tree part, int node, int level, float[] themes) {
      if (level == depth) {
        int leaf = tree * leavesPerTree + node - nodesPerTree;
        leaves[leaf] = part.value();
        System.arraycopy(themes, 0, leafThemes, leaf * THEMES, THEMES);
        return;
      }
      int group = tree / LANES * LANES;
      int place = group * nodesPerTree + node * LANES + tree - group;
      if (part instanceof Tree.Split split) {
        int input = 2 * split.feature().index() + (split.missingLeft() ? 0 : 1);
        nodes[place] = ((long) input << Integer.SIZE) | (sortable(split.threshold()) & 0xFFFFFFFFL);
        fill(split.left(), 2 * node + 1, level + 1, plus(themes, split, split.left()));
        fill(split.right(), 2 * node + 2, level + 1, plus(themes, split, split.right()));
      } else {
        nodes[place] = NEVER_LEFT;
        fill(part, 2 * node + 1, level + 1, themes);
        fill(part, 2 * node + 2, level + 1, themes);
      }
    }

    private static float[] plus(float[] themes, Tree.Split split, Tree child) {
      float[] more = themes.clone();
      more[themeIndex(split.feature().theme())] += child.value() - split.value();
      return more;
    }
  }

  /** Place of a theme in the array that {@link #explain} fills. */
  public static int themeIndex(Theme theme) {
    return List.of(Theme.values()).indexOf(theme);
  }
}
