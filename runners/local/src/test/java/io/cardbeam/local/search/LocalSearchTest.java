package io.cardbeam.local.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.local.ListeningSockets;
import io.cardbeam.pipeline.search.WeblogTemplate;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real node with the template of hits. */
class LocalSearchTest {
  private static final String TODAY = WeblogTemplate.PREFIX + "-2026.11.29";

  @TempDir private static Path folder;

  private static NodeOnTrial node;

  @BeforeAll
  static void start() throws Exception {
    node = NodeOnTrial.in(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  @BeforeEach
  void empty() throws Exception {
    node.empty();
  }

  /** Indexes documents; gives the status of each. */
  private static List<Integer> index(String index, String... documents) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int n = 0; n < documents.length; n++) {
      lines.append("{\"index\":{\"_index\":\"" + index + "\",\"_id\":\"" + n + "\"}}\n");
      lines.append(documents[n].replace('\'', '"')).append('\n');
    }
    JsonNode answer =
        new ObjectMapper()
            .readTree(node.send("POST", "/_bulk", "application/x-ndjson", lines.toString()).body());
    return answer.findValues("index").stream().map(item -> item.path("status").asInt()).toList();
  }

  @Test
  void isAskedByItsOwnRestApi() throws Exception {
    assertThat(
            index(
                TODAY,
                "{'file':'a.log','line':1,'time':'2026-11-29T10:00:00Z','remote_host':'192.0.2.7',"
                    + "'remote_ip':'192.0.2.7','method':'GET','path':'/shop/item/42','query':'a=1',"
                    + "'protocol':'HTTP/1.1','status':200,'bytes':512,'is_bot':false,'country':'DE',"
                    + "'user_agent':'Mozilla/5.0 (X11) Firefox/130.0','visitor':'00ff',"
                    + "'location':{'lat':52.5,'lon':13.4}}",
                "{'file':'a.log','line':2,'time':'2026-11-29T10:01:00Z',"
                    + "'remote_host':'crawler.example','status':404,'bytes':5000000000,"
                    + "'is_bot':true,'raw_request':'\\\\x16\\\\x03\\\\x01','path':'"
                    + "/x".repeat(30_000)
                    + "'}",
                "{'file':'a.log','line':3,'time':'2026-11-29T10:02:00Z','remote_host':'2001:db8::7',"
                    + "'remote_ip':'2001:db8::7','path':'/shop/basket','status':200,'bytes':8}"))
        .containsExactly(201, 201, 201);
    assertThat(node.hits("{'term':{'remote_ip':'192.0.2.0/24'}}")).isEqualTo(1);
    assertThat(node.hits("{'term':{'remote_ip':'2001:db8::/32'}}")).isEqualTo(1);
    assertThat(node.hits("{'wildcard':{'path':'/shop/*'}}")).isEqualTo(2);
    assertThat(node.hits("{'match':{'user_agent.words':'firefox'}}")).isEqualTo(1);
    assertThat(node.hits("{'range':{'bytes':{'gt':4294967296}}}")).isEqualTo(1);
    assertThat(node.hits("{'wildcard':{'raw_request':'*x16*'}}")).isEqualTo(1);
    assertThat(
            node.hits("{'geo_distance':{'distance':'10km','location':{'lat':52.5,'lon':13.41}}}"))
        .isEqualTo(1);
    assertThat(node.hits("{'range':{'time':{'gte':'2026-11-29T10:01:00Z'}}}")).isEqualTo(2);
    JsonNode most =
        node.ask(
                "/" + TODAY + "/_search?size=0",
                "{'aggs':{'s':{'terms':{'field':'status'},"
                    + "'aggs':{'b':{'sum':{'field':'bytes'}}}}}}")
            .at("/aggregations/s/buckets/0");
    assertThat(most.path("key").asInt()).isEqualTo(200);
    assertThat(most.at("/b/value").asLong()).isEqualTo(520);
  }

  @Test
  void refusesWhatHasNoFieldOrIsOfAnotherType() throws Exception {
    assertThat(
            index(
                TODAY,
                "{'remote_ip':'192.0.2.7'}",
                "{'remote_ip':'crawler.example'}",
                "{'no_such_field':1}",
                "{'status':99999}",
                "{'time':'yesterday'}"))
        .containsExactly(201, 400, 400, 400, 400);
  }

  @Test
  void oldDaysGoWhole() throws Exception {
    for (int day = 25; day <= 29; day++) {
      index(WeblogTemplate.PREFIX + "-2026.11." + day, "{'line':1}");
    }
    assertThat(
            node.server()
                .deleteBefore(NodeOnTrial.INDICES, LocalDate.of(2026, 11, 28).toEpochDay()))
        .containsExactly(
            "cardbeam-weblogs-2026.11.25",
            "cardbeam-weblogs-2026.11.26",
            "cardbeam-weblogs-2026.11.27");
    assertThat(node.server().indices(NodeOnTrial.INDICES))
        .containsExactly("cardbeam-weblogs-2026.11.28", "cardbeam-weblogs-2026.11.29");
    assertThat(node.server().count(NodeOnTrial.INDICES)).isEqualTo(2);
  }

  @Test
  void listensOnLoopbackAloneAndMakesNoOtherIndex() throws Exception {
    assertThat(ListeningSockets.ofProcess(Long.toString(node.search().processId())))
        .isNotEmpty()
        .allMatch(InetAddress::isLoopbackAddress);
    assertThat(node.send("PUT", "/other/_doc/1", "application/json", "{}").statusCode())
        .isEqualTo(404);
    assertThat(node.send("DELETE", "/cardbeam-*", "application/json", "").statusCode())
        .as("all at once")
        .isEqualTo(400);
  }

  @Test
  void keepsItsDocumentsFromOneStartToTheNext() throws Exception {
    index(TODAY, "{'line':1}", "{'line':2}");
    String address = node.search().connection().url();
    node.restart();
    assertThat(node.search().connection().url()).isEqualTo(address);
    assertThat(node.server().count(NodeOnTrial.INDICES)).isEqualTo(2);
  }

  @Test
  void endsWithTheProcessThatStartedIt() throws Exception {
    Path other = folder.resolve("other");
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcardbeam.search=../search/target",
                "-cp",
                System.getProperty("java.class.path"),
                SearchUntilKilled.class.getName(),
                other.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = parent.inputReader().readLine();
    ProcessHandle started = ProcessHandle.of(Long.parseLong(said)).orElseThrow();
    assertThat(started.isAlive()).isTrue();
    parent.destroyForcibly().waitFor();
    try (NodeOnTrial again = NodeOnTrial.in(other)) {
      assertThat(started.isAlive()).as("the first one's node").isFalse();
      assertThat(again.server().product()).startsWith("OpenSearch 2.");
    }
  }
}
