/** The edge where payments come in: a card number becomes a token here and goes no further. */
@NullMarked
package io.cardbeam.console.gateway;

import org.jspecify.annotations.NullMarked;
