package io.cardbeam.local;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.WholeTopic;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.wire.Topic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A demo's Kafka and PostgreSQL, started on its data folder to look at what it left. */
final class Servers {
  private final String bootstrapServers;
  private final BooksConnection books;

  private Servers(String bootstrapServers, BooksConnection books) {
    this.bootstrapServers = bootstrapServers;
    this.books = books;
  }

  /** What a test does with the servers. */
  interface Look {
    void at(Servers servers) throws Exception;
  }

  static void with(Path dataFolder, Look look) throws Exception {
    try (DataFolder data = DataFolder.open(dataFolder);
        EmbeddedKafka kafka = EmbeddedKafka.start(data.part("kafka"), data.ports());
        LocalPostgres postgres =
            LocalPostgres.start(data.root().resolve("postgres"), data.ports(), data.secrets())) {
      look.at(
          new Servers(
              kafka.bootstrapServers(),
              new BooksConnection(
                  postgres.jdbcUrl(),
                  LocalPostgres.USER,
                  new io.cardbeam.pipeline.books.Password.Given(postgres.password()))));
    }
  }

  BooksConnection books() {
    return books;
  }

  /** Values of all records of a topic. */
  List<byte[]> records(String topicPrefix, Topic topic) {
    List<byte[]> values = new ArrayList<>();
    WholeTopic.read(
        new KafkaConnection(bootstrapServers, topicPrefix, Map.of()),
        topic,
        record -> values.add(record.value()));
    return values;
  }

  /** Every row of every table of the books as text, by table. */
  Map<String, List<String>> rows() throws Exception {
    Map<String, List<String>> rows = new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection(books.url(), books.user(), books.password().read());
        Statement statement = connection.createStatement()) {
      for (String table :
          column(
              statement,
              "SELECT quote_ident(table_name) FROM information_schema.tables"
                  + " WHERE table_schema = 'books' AND table_type = 'BASE TABLE' ORDER BY 1")) {
        // The name is quoted by the server itself; no outside text comes near it.
        rows.put(table, column(statement, "SELECT t::text FROM books." + table + " t ORDER BY 1"));
      }
    }
    return rows;
  }

  private static List<String> column(Statement statement, String query) throws Exception {
    List<String> values = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        values.add(result.getString(1));
      }
    }
    return values;
  }
}
