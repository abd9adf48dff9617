/**
 * Reads web servers' access logs in blocks of lines and writes hits, dead letters, counts and
 * sessions.
 */
@NullMarked
package io.cardbeam.pipeline.weblog;

import org.jspecify.annotations.NullMarked;
