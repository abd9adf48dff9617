/** {@code bench fuzz}: damaged input, from a seed, thrown at whatever reads what others wrote. */
@NullMarked
package io.cardbeam.bench.fuzz;

import org.jspecify.annotations.NullMarked;
