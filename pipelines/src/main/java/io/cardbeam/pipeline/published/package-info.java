/**
 * What is published on a topic with an effective-from and reaches what decides as a side input: how
 * its topic is read, and how its records are gathered.
 */
@NullMarked
package io.cardbeam.pipeline.published;

import org.jspecify.annotations.NullMarked;
