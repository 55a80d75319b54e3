package org.chappe.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.chappe.server.admin.StatusDocument;
import org.chappe.server.admin.StatusDocument.LinkEntry;
import org.chappe.server.admin.StatusDocument.MemberEntry;
import org.chappe.server.cli.AdminClient.Reply;
import org.chappe.topology.Topology;
import org.chappe.topology.Topology.Relay;
import org.jspecify.annotations.Nullable;

/** The status of relays as lines for people. */
final class StatusTable {

  private StatusTable() {}

  /** All relays of a topology, as each says itself. */
  static List<String> ofAll(Topology line, List<Reply> replies) {
    List<String> rows = new ArrayList<>();
    rows.add(relayRow("number", "address", "state", "since", "links", "reason"));
    for (int i = 0; i < replies.size(); i++) {
      Relay relay = line.relays().get(i);
      StatusDocument status = replies.get(i).status();
      rows.add(
          status == null
              ? absent(relay, replies.get(i).problem(), replies)
              : present(relay, status));
    }
    return rows;
  }

  private static String present(Relay relay, StatusDocument status) {
    List<Integer> links = status.links().stream()
        .filter(link -> link.state().equals("up"))
        .map(LinkEntry::relay)
        .toList();
    return relayRow(
        relay.number(),
        relay.address(),
        status.relay().ready() ? "ready" : "not ready",
        seconds(status.relay().uptimeSeconds()),
        numbers(links),
        status.relay().ready() ? "" : "it has found no way yet to relays that may live");
  }

  private static String absent(Relay relay, String problem, List<Reply> replies) {
    for (Reply reply : replies) {
      MemberEntry seen =
          reply.status() == null ? null : member(reply.status(), relay.number().value());
      if (seen != null && reply.status() != null) {
        String others = seen.state() + ", says relay " + reply.status().relay().number();
        return relayRow(
            relay.number(),
            relay.address(),
            "unreachable",
            seconds(seen.sinceSeconds()),
            "-",
            problem + "; " + others + ": " + words(seen.reason()));
      }
    }
    return relayRow(relay.number(), relay.address(), "unreachable", "-", "-", problem);
  }

  private static @Nullable MemberEntry member(StatusDocument status, int number) {
    return status.members().stream()
        .filter(member -> member.number() == number)
        .findFirst()
        .orElse(null);
  }

  /** One relay, how it sees the others, and its links. */
  static List<String> ofOne(StatusDocument status) {
    List<String> rows = new ArrayList<>();
    rows.add(head(status.relay()));
    rows.add(String.format(
        Locale.ROOT,
        "mail: %d messages (%d bytes) for %d recipients, %d on their way; clients: %d attached, %d known",
        status.mail().messages(),
        status.mail().bytes(),
        status.mail().mailboxes(),
        status.mail().inCustody(),
        status.clients().attached(),
        status.clients().known()));
    rows.add("");
    rows.add(relayRow("number", "address", "state", "since", "links", "reason"));
    for (MemberEntry member : status.members()) {
      rows.add(relayRow(
          member.number(),
          member.address(),
          member.state(),
          seconds(member.sinceSeconds()),
          numbers(member.links()),
          words(member.reason()) + way(member)));
    }
    rows.add("");
    rows.add(linkRow("link", "state", "rtt", "lanes", "waiting", "unacked", "silent"));
    for (LinkEntry link : status.links()) {
      rows.add(linkRow(
          link.relay(),
          link.state(),
          link.rttMillis() == 0 ? "-" : String.format(Locale.ROOT, "%.2f ms", link.rttMillis()),
          link.lanesOpen() + "/" + link.lanes(),
          link.queued(),
          link.unacknowledged(),
          seconds(link.silentSeconds())));
    }
    return rows;
  }

  private static String head(StatusDocument.Relay relay) {
    return "relay " + relay.number() + " of " + relay.line() + ", " + relay.address() + ", "
        + (relay.ready() ? "ready" : "not ready") + ", up for " + seconds(relay.uptimeSeconds())
        + ", " + (relay.data() == null ? "mail in memory" : "mail in " + relay.data());
  }

  private static String way(MemberEntry member) {
    if (member.hops() > 0) {
      return "; " + member.hops() + (member.hops() == 1 ? " hop" : " hops by " + member.next());
    }
    return member.hops() == 0 ? "" : "; no way";
  }

  /** What the words of the document mean. */
  private static String words(String reason) {
    return switch (reason) {
      case "unheard" -> "nothing was heard of it yet";
      case "self" -> "it says so";
      case "silent" -> "it doesn't answer";
      case "unrefuted" -> "it didn't refute in time that it is suspect";
      case "hearsay" -> "another relay says so";
      default -> reason;
    };
  }

  private static String numbers(List<Integer> relays) {
    return relays.isEmpty()
        ? "-"
        : relays.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String seconds(double seconds) {
    return seconds < 100
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%.0f s", seconds);
  }

  private static String relayRow(Object... cells) {
    return String.format(Locale.ROOT, "%6s  %-21s  %-11s  %8s  %-12s  %s", cells)
        .stripTrailing();
  }

  private static String linkRow(Object... cells) {
    return String.format(Locale.ROOT, "%6s  %-9s  %9s  %7s  %7s  %8s  %10s", cells)
        .stripTrailing();
  }
}
