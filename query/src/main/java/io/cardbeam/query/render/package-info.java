/** Answers as text, CSV and JSON. */
@NullMarked
package io.cardbeam.query.render;

import org.jspecify.annotations.NullMarked;
