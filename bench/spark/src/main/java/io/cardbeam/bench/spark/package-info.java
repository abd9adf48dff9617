/** The warehouse's star in Spark SQL, to measure Cardbeam's own build against. */
@NullMarked
package io.cardbeam.bench.spark;

import org.jspecify.annotations.NullMarked;
