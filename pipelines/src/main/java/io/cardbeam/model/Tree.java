package io.cardbeam.model;

import io.cardbeam.feature.Feature;

/** A regression tree as a model file has it. */
public sealed interface Tree {

  /**
   * What the tree adds on average over the training rows that come here: at a leaf, what it adds.
   * Log-odds. The differences along a way from the root are the contributions of its splits
   * (Saabas, 2014), and add up to the leaf's value exactly.
   */
  float value();

  /** Splits on the longest way to a leaf. */
  int depth();

  /** An end. */
  record Leaf(float value) implements Tree {
    public Leaf {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("leaf of value " + value);
      }
    }

    @Override
    public int depth() {
      return 0;
    }
  }

  /**
   * A question.
   *
   * @param value mean of its subtree
   * @param feature what is asked for
   * @param threshold values below it go left
   * @param missingLeft where a missing value goes
   * @param left subtree of the values below
   * @param right subtree of the others
   */
  record Split(
      float value, Feature feature, float threshold, boolean missingLeft, Tree left, Tree right)
      implements Tree {
    public Split {
      if (!Float.isFinite(value) || !Float.isFinite(threshold)) {
        throw new IllegalArgumentException("split of " + feature + " at " + threshold);
      }
    }

    @Override
    public int depth() {
      return 1 + Math.max(left.depth(), right.depth());
    }
  }
}
