/** The lake's folders and files: every event as Avro, by topic, record, day and hour. */
@NullMarked
package io.cardbeam.lake;

import org.jspecify.annotations.NullMarked;
