/** Cubes: a fact by dimensions and measures, with totals, rolled up, drilled down, pivoted. */
@NullMarked
package io.cardbeam.query.cube;

import org.jspecify.annotations.NullMarked;
