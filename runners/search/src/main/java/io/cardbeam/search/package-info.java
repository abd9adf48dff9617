/** An OpenSearch in a process of its own. */
@NullMarked
package io.cardbeam.search;

import org.jspecify.annotations.NullMarked;
