/** The gateway under load, beside the stream that decides. */
@NullMarked
package io.cardbeam.bench.gateway;

import org.jspecify.annotations.NullMarked;
