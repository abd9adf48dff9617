/** Decisions and dead letters as files, for bounded runs. */
@NullMarked
package io.cardbeam.pipeline.files;

import org.jspecify.annotations.NullMarked;
