/** How a request is decided: features of the card's own pattern, findings, score, policy. */
@NullMarked
package io.cardbeam.decision;

import org.jspecify.annotations.NullMarked;
