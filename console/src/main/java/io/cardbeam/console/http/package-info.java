/** What every answer over HTTP shares: JSON, headers, and how a refusal is told. */
@NullMarked
package io.cardbeam.console.http;

import org.jspecify.annotations.NullMarked;
