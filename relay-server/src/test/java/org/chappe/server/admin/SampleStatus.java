package org.chappe.server.admin;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chappe.node.Endpoint;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.MemberState;
import org.chappe.server.membership.StateReason;
import org.chappe.server.node.RelayStatistics;
import org.chappe.server.node.RelayStatus;

/** The status of a relay that there isn't. */
public final class SampleStatus {

  private SampleStatus() {}

  /** Of a relay that holds its lower neighbour to be dead. */
  public static StatusDocument of(int number, boolean ready) {
    return of(number, ready, Departure.NONE);
  }

  /** The same of one that may be leaving. */
  public static StatusDocument of(int number, boolean ready, Departure departure) {
    RelayStatus.MemberStatus dead = member(number - 1, MemberState.DEAD, List.of(), 0, -1);
    RelayStatus.MemberStatus self = member(number, MemberState.ALIVE, List.of(number + 1), 0, 0);
    RelayStatus.MemberStatus next =
        member(number + 1, MemberState.ALIVE, List.of(number), number + 1, 1);
    RelayStatus.LinkStatus link = new RelayStatus.LinkStatus(
        number + 1, RelayStatus.LinkState.UP, 40_000_000, 1_250_000, 9, 9, 3, 7);
    RelayStatus status = new RelayStatus(
        number,
        1_700_000_000_000L,
        ready,
        2,
        List.of(dead, self, next),
        List.of(link),
        counted(RelayStatistics.class));
    return StatusDocument.of(
        new RelayIdentity("sample", "127.0.0.1:700" + number, null),
        12.5,
        departure,
        status,
        Map.of("accepted", 7L),
        Map.of("datagramsRead", 9L));
  }

  /** Of a relay whose lower neighbour has left. */
  public static StatusDocument whereLeft(int lower) {
    StatusDocument sample = of(lower + 1, true);
    StatusDocument.MemberEntry left = new StatusDocument.MemberEntry(
        lower, "127.0.0.1:7003", 1, 5, "left", "self", 1.5, List.of(), 0, -1);
    return new StatusDocument(
        sample.relay(),
        sample.clients(),
        sample.mail(),
        List.of(left),
        sample.links(),
        sample.counters());
  }

  private static RelayStatus.MemberStatus member(
      int number, MemberState state, List<Integer> links, int next, int hops) {
    Endpoint endpoint = Endpoint.ipv4(0x7F000001, 7000 + number);
    StateReason reason = state == MemberState.DEAD ? StateReason.UNREFUTED : StateReason.SELF;
    Member member = new Member(number, endpoint, 1_700_000_000_000L, 4, state, links);
    return new RelayStatus.MemberStatus(member, reason, 3_500_000_000L, next, hops);
  }

  /** A record of numbers and of records of numbers, with 1, 2, 3, … in it. */
  private static <T extends Record> T counted(Class<T> type) {
    RecordComponent[] parts = type.getRecordComponents();
    Object[] values = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      Class<?> part = parts[i].getType();
      values[i] = part == int.class
          ? (Object) (i + 1)
          : part == long.class ? (Object) (i + 1L) : counted(part.asSubclass(Record.class));
    }
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }
}
