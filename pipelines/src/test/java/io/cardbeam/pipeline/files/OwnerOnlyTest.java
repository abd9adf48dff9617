package io.cardbeam.pipeline.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.beam.sdk.io.FileSystems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class OwnerOnlyTest {
  @TempDir private Path folder;

  @Test
  void foldersAndFilesAreForTheOwner() throws IOException {
    Path above = folder.resolve("a b");
    Path parent = above.resolve("c");
    Path file = parent.resolve("d.avro");
    write(file);
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(parent)).isEqualTo("rwx------");
    assertThat(mode(above)).isEqualTo("rwx------");
    assertThat(file).hasContent("x");
  }

  @Test
  void aFileThatOthersCouldReadIsClosedBeforeItIsWrittenAnew() throws IOException {
    Path file = Files.writeString(folder.resolve("d.avro"), "longer than it will be");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    write(file);
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(file).hasContent("x");
  }

  @Test
  void aFolderThatIsThereStaysAsItIsAndMayBeALink() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x---"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), open);
    write(link.resolve("d.avro"));
    assertThat(mode(open)).isEqualTo("rwxr-x---");
    assertThat(mode(open.resolve("d.avro"))).isEqualTo("rw-------");
  }

  private static void write(Path file) throws IOException {
    try (WritableByteChannel out =
        OwnerOnly.create(FileSystems.matchNewResource(file.toString(), false), "text/plain")) {
      out.write(ByteBuffer.wrap(new byte[] {'x'}));
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
