package io.cardbeam.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote beside this class. */
final class ProjectVersion implements IVersionProvider {
  private static final String FILE = "version.properties";

  @Override
  public String[] getVersion() throws IOException {
    Properties version = new Properties();
    try (InputStream in = ProjectVersion.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException("the build left out " + FILE);
      }
      version.load(in);
    }
    return new String[] {"cardbeam " + version.getProperty("version")};
  }
}
