/** Made-up visitors of the demo's console and gateway, who come over HTTP. */
@NullMarked
package io.cardbeam.local.visitor;

import org.jspecify.annotations.NullMarked;
