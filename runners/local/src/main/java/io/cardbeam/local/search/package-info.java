/**
 * {@code search}: an OpenSearch on this machine, and what a server elsewhere needs before hits
 * come.
 */
@NullMarked
package io.cardbeam.local.search;

import org.jspecify.annotations.NullMarked;
