/** Every event of the stream, kept in the lake. */
@NullMarked
package io.cardbeam.pipeline.archive;

import org.jspecify.annotations.NullMarked;
