/** Other processes, and what they take. */
@NullMarked
package io.cardbeam.bench.process;

import org.jspecify.annotations.NullMarked;
