/**
 * What happens now, folded from Kafka and streamed to the page, and what happened, from the books.
 */
@NullMarked
package io.cardbeam.console.live;

import org.jspecify.annotations.NullMarked;
