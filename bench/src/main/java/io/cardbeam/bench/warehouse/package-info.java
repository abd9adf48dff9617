/**
 * The warehouse's star built by other engines' SQL from the same file, to measure Cardbeam's own
 * build against.
 */
@NullMarked
package io.cardbeam.bench.warehouse;

import org.jspecify.annotations.NullMarked;
