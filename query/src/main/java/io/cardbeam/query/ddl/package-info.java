/** The star as tables of other engines, written from its schemas. */
@NullMarked
package io.cardbeam.query.ddl;

import org.jspecify.annotations.NullMarked;
