package io.cardbeam.command.replay;

import io.cardbeam.wire.EventType;
import java.nio.file.Path;

/**
 * A file of events in an archive.
 *
 * @param hourMillis first instant of the hour that its folder is for, milliseconds since 1970 UTC
 */
record ArchiveFile(Path path, EventType type, long hourMillis) {}
