/** How rules and lists reach what decides: read, gathered into a book, handed on, archived. */
@NullMarked
package io.cardbeam.pipeline.rule;

import org.jspecify.annotations.NullMarked;
