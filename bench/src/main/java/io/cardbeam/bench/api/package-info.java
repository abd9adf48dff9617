/**
 * {@code bench api-fuzz}: requests that the API's own document leads to, right but for one thing.
 */
@NullMarked
package io.cardbeam.bench.api;

import org.jspecify.annotations.NullMarked;
