/** What whoever runs the server asks of it: health and metrics. */
@NullMarked
package io.cardbeam.console.operate;

import org.jspecify.annotations.NullMarked;
