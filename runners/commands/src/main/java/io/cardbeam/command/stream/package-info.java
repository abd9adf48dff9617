/** {@code stream}: the unbounded pipeline, and where it runs. */
@NullMarked
package io.cardbeam.command.stream;

import org.jspecify.annotations.NullMarked;
