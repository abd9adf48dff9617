package io.cardbeam.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.cardbeam.wire.WireCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.avro.Schema;
import org.apache.avro.compiler.specific.SpecificCompiler;
import org.apache.avro.generic.GenericData;
import org.apache.commons.io.FileUtils;

/**
 * The contracts of a build that does not exist yet: every record of every contract has one field
 * more, with a default. Their generated classes stand in for today's where they go first on a class
 * path, as the rest of the code of such a build would be compiled against them.
 */
final class LaterContracts {
  /** Name of the field. */
  static final String FIELD = "came_later";

  private static final String DEFAULT = "by default";

  /** The constructor of all fields, the new one last. */
  private static final Pattern CONSTRUCTOR =
      Pattern.compile("public (\\w+)\\((.+), java\\.lang\\.String " + FIELD + "\\) \\{");

  private static final ObjectMapper JSON = new ObjectMapper();

  private LaterContracts() {}

  /** Writes and compiles them. */
  static void compile(Path sources, Path classes) throws IOException {
    for (Schema today : WireCodec.currentSchemas()) {
      SpecificCompiler compiler = new SpecificCompiler(new Schema.Parser().parse(later(today)));
      compiler.setStringType(GenericData.StringType.String);
      compiler.setFieldVisibility(SpecificCompiler.FieldVisibility.PRIVATE);
      compiler.setCreateSetters(false);
      compiler.compileToDestination(null, sources.toFile());
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-nowarn",
                "-d",
                Files.createDirectories(classes).toString(),
                "-classpath",
                System.getProperty("java.class.path")));
    for (var source : FileUtils.listFiles(sources.toFile(), new String[] {"java"}, true)) {
      Files.writeString(source.toPath(), withTodaysConstructor(Files.readString(source.toPath())));
      arguments.add(source.toString());
    }
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    if (javac.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new IOException("the later contracts don't compile");
    }
  }

  private static String later(Schema today) throws IOException {
    JsonNode schema = JSON.readTree(today.toString());
    addField(schema);
    return schema.toString();
  }

  private static void addField(JsonNode node) {
    // First what is within, so that the new field itself is not looked into.
    node.forEach(LaterContracts::addField);
    if (node.path("type").asText().equals("record")) {
      ((ArrayNode) node.get("fields"))
          .add(
              JSON.createObjectNode()
                  .put("name", FIELD)
                  .put("doc", "Not there today.")
                  .put("default", DEFAULT)
                  .set(
                      "type",
                      JSON.createObjectNode()
                          .put("type", "string")
                          .put("avro.java.string", "String")));
    }
  }

  /** Code of today calls it; a later build's would give the new field a value. */
  private static String withTodaysConstructor(String source) {
    Matcher found = CONSTRUCTOR.matcher(source);
    if (!found.find()) {
      return source; // An enum.
    }
    List<String> names = new ArrayList<>();
    for (String parameter : found.group(2).split(", ", -1)) {
      names.add(parameter.substring(parameter.lastIndexOf(' ') + 1));
    }
    String today =
        "public %s(%s) {\n    this(%s, \"%s\");\n  }\n\n  "
            .formatted(found.group(1), found.group(2), String.join(", ", names), DEFAULT);
    return source.substring(0, found.start()) + today + source.substring(found.start());
  }
}
