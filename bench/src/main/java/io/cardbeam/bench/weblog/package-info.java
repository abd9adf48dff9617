/** {@code bench weblogs}: access logs read beside goaccess. */
@NullMarked
package io.cardbeam.bench.weblog;

import org.jspecify.annotations.NullMarked;
