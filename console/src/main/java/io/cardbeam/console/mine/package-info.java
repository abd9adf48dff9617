/** What a cardholder sees of their own cards, and does about them: {@code /v1/me}. */
@NullMarked
package io.cardbeam.console.mine;

import org.jspecify.annotations.NullMarked;
