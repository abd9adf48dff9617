package io.cardbeam.pipeline.weblog;

import io.cardbeam.weblog.BotSign;
import io.cardbeam.weblog.HitRow;
import io.cardbeam.weblog.LocatedHit;
import io.cardbeam.weblog.Visit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A visitor and parts of the sessions. Not safe for use by several threads at once. */
final class Visitor {
  /** Columns of a row of sessions. */
  static final List<String> COLUMNS =
      List.of(
          "visitor",
          "start",
          "end",
          "hits",
          "pages",
          "errors",
          "robots_txt",
          "probes",
          "bytes",
          "entry_path",
          "exit_path",
          "country",
          "agent_class",
          "agent",
          "is_bot",
          "bot_sign");

  private final long id;
  private final boolean isBotByName;
  private final List<Visit> visits = new ArrayList<>();
  private String country;
  private String agentClass;
  private String agent;

  private Visitor(long id, String country, String agentClass, String agent, boolean isBotByName) {
    this.id = id;
    this.country = country;
    this.agentClass = agentClass;
    this.agent = agent;
    this.isBotByName = isBotByName;
  }

  /** The visitor of a hit, with no session yet. */
  static Visitor of(LocatedHit hit) {
    return new Visitor(
        hit.visitor(),
        hit.address().country().orElse(""),
        hit.agent().agentClass().word(),
        hit.agent().name().orElse(""),
        hit.agent().agentClass().isBot());
  }

  /** The visitor of a row of sessions, with it. */
  static Visitor ofRow(List<String> row) {
    boolean isBotByName = row.get(15).equals(BotSign.NAME.word());
    Visitor visitor =
        new Visitor(HitRow.visitor(row.get(0)), row.get(11), row.get(12), row.get(13), isBotByName);
    visitor.visits.add(
        new Visit(
            Instant.parse(row.get(1)).getEpochSecond(),
            Instant.parse(row.get(2)).getEpochSecond(),
            Long.parseLong(row.get(3)),
            Long.parseLong(row.get(4)),
            Long.parseLong(row.get(5)),
            Long.parseLong(row.get(6)),
            Long.parseLong(row.get(7)),
            Long.parseLong(row.get(8)),
            row.get(9),
            row.get(10)));
    return visitor;
  }

  long id() {
    return id;
  }

  /** Adds a part of a session; gives the parts that there are more of then. */
  int add(Visit visit) {
    Visit part =
        visit.withPaths(Dimension.shortPath(visit.entry()), Dimension.shortPath(visit.exit()));
    int last = visits.size() - 1;
    if (last >= 0 && visits.get(last).meets(part)) {
      visits.set(last, visits.get(last).with(part));
      return 0;
    }
    visits.add(part);
    return 1;
  }

  /** Takes the same visitor's parts; what is known otherwise is the greater, whatever the order. */
  void add(Visitor other) {
    visits.addAll(other.visits);
    country = country.compareTo(other.country) >= 0 ? country : other.country;
    agentClass = agentClass.compareTo(other.agentClass) >= 0 ? agentClass : other.agentClass;
    agent = agent.compareTo(other.agent) >= 0 ? agent : other.agent;
  }

  /** Replaces the parts by these sessions. */
  void keep(List<Visit> sessions) {
    visits.clear();
    visits.addAll(sessions);
  }

  /** The whole sessions, if all parts are here. */
  List<Visit> sessions() {
    return Visit.joined(visits);
  }

  /** By what it is known as a robot, if it is. */
  Optional<BotSign> sign(List<Visit> sessions) {
    return isBotByName ? Optional.of(BotSign.NAME) : BotSign.ofBehaviour(sessions);
  }

  /** A session as a row. */
  String row(Visit session, Optional<BotSign> sign) {
    RowText row = new RowText();
    row.plain(HitRow.visitorText(id));
    row.plain(Instant.ofEpochSecond(session.start()).toString());
    row.plain(Instant.ofEpochSecond(session.end()).toString());
    row.plain(Long.toString(session.hits()));
    row.plain(Long.toString(session.pages()));
    row.plain(Long.toString(session.errors()));
    row.plain(Long.toString(session.robots()));
    row.plain(Long.toString(session.probes()));
    row.plain(Long.toString(session.bytes()));
    for (String text : List.of(session.entry(), session.exit(), country, agentClass, agent)) {
      row.textOrEmpty(text);
    }
    row.plain(Boolean.toString(sign.isPresent()));
    row.textOrEmpty(sign.map(BotSign::word).orElse(""));
    return row.toString();
  }

  /** Visitors as bytes. */
  static byte[] encode(Collection<Visitor> visitors) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Visitor visitor : visitors) {
        out.writeLong(visitor.id);
        out.writeBoolean(visitor.isBotByName);
        out.writeUTF(visitor.country);
        out.writeUTF(visitor.agentClass);
        out.writeUTF(visitor.agent);
        out.writeInt(visitor.visits.size());
        for (Visit visit : visitor.visits) {
          write(visit, out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't be written", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Visit visit, DataOutputStream out) throws IOException {
    out.writeLong(visit.start());
    out.writeLong(visit.end());
    out.writeLong(visit.hits());
    out.writeLong(visit.pages());
    out.writeLong(visit.errors());
    out.writeLong(visit.robots());
    out.writeLong(visit.probes());
    out.writeLong(visit.bytes());
    out.writeUTF(visit.entry());
    out.writeUTF(visit.exit());
  }

  /** Reads the bytes of one visitor. */
  static Visitor decodeOne(byte[] bytes) {
    List<Visitor> visitors = new ArrayList<>();
    decode(bytes, visitors::add);
    return visitors.get(0);
  }

  /** Reads such bytes. */
  static void decode(byte[] bytes, Consumer<Visitor> to) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      while (in.available() > 0) {
        long id = in.readLong();
        boolean isBotByName = in.readBoolean();
        Visitor visitor = new Visitor(id, in.readUTF(), in.readUTF(), in.readUTF(), isBotByName);
        for (int left = in.readInt(); left > 0; left--) {
          visitor.visits.add(
              new Visit(
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readUTF(),
                  in.readUTF()));
        }
        to.accept(visitor);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("visitors that were written can't be read", e);
    }
  }
}
