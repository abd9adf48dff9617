/** The trained model: its file, and its score in plain Java. */
@NullMarked
package io.cardbeam.model;

import org.jspecify.annotations.NullMarked;
