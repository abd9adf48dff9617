/** What happens now, folded from Kafka and streamed to the page. */
@NullMarked
package io.cardbeam.console.live;

import org.jspecify.annotations.NullMarked;
