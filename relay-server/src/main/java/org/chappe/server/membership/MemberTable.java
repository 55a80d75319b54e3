package org.chappe.server.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chappe.node.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * One entry for each relay, by ascending number. Where a relay of the topology file is, is what the file says, whatever an
 * entry says.
 */
final class MemberTable {

  /** Bits of the hash of all entries: as many as nine digits to the base of 36 can say. */
  private static final long HASH_MASK = (1L << 46) - 1;

  private final int self;
  private final Map<Integer, Endpoint> listed;
  private final TreeMap<Integer, Member> members = new TreeMap<>();
  private final TreeMap<Integer, StateReason> reasons = new TreeMap<>();
  private final TreeSet<Integer> replaceable = new TreeSet<>();
  private long revision;
  private long rosterRevision;
  private long refusedFull;

  MemberTable(Member self, Map<Integer, Endpoint> listed) {
    this.self = self.number();
    this.listed = Map.copyOf(listed);
    new TreeMap<>(listed)
        .forEach((number, endpoint) -> members.put(number, Member.unheard(number, endpoint)));
    members.put(self.number(), self);
    reasons.put(self.number(), StateReason.SELF);
  }

  @Nullable Member find(int number) {
    return members.get(number);
  }

  StateReason reason(int number) {
    return reasons.getOrDefault(number, StateReason.UNHEARD);
  }

  boolean isListed(int number) {
    return listed.containsKey(number);
  }

  /** Where the topology file says that a relay is; null for one that isn't in it. */
  @Nullable Endpoint listedAt(int number) {
    return listed.get(number);
  }

  List<Member> all() {
    return new ArrayList<>(members.values());
  }

  /** Those that are neither this relay nor in the topology file. */
  List<Member> others() {
    List<Member> others = all();
    others.removeIf(member -> member.number() == self || isListed(member.number()));
    return others;
  }

  /** The numbers of those who belong to the line; this relay's always among them. */
  List<Integer> line() {
    return members.values().stream()
        .filter(member -> member.isInLine() || member.number() == self)
        .map(Member::number)
        .toList();
  }

  void put(Member member, StateReason reason) {
    Member placed = member.at(listed.getOrDefault(member.number(), member.endpoint()));
    Member before = members.put(member.number(), placed);
    reasons.put(member.number(), reason);
    if (placed.isInLine() || isListed(placed.number()) || placed.number() == self) {
      replaceable.remove(placed.number());
    } else {
      replaceable.add(placed.number());
    }
    revision++;
    if (before == null
        || before.isInLine() != placed.isInLine()
        || before.identity() != placed.identity()
        || !before.endpoint().equals(placed.endpoint())) {
      rosterRevision++;
    }
  }

  /** Whether there is room for one more, who may take the place of one that has left. */
  boolean hasRoom() {
    if (members.size() < Membership.MEMBERS_MAX) {
      return true;
    }
    Integer left = replaceable.pollFirst();
    if (left != null) {
      members.remove(left);
      reasons.remove(left);
      rosterRevision++;
      return true;
    }
    refusedFull++;
    return false;
  }

  /** The same for all who know the same; who has left doesn't count, as some may have forgotten that. */
  long hash() {
    long hash = 1;
    for (Member member : members.values()) {
      if (member.isInLine()) {
        long version = member.incarnation() * 31 + member.version();
        hash = (hash * 31 + version * 128 + member.state().letter()) * 0x9E3779B97F4A7C15L;
        hash = (hash ^ member.number()) * 31 + member.identity();
      }
    }
    return hash >>> 17 & HASH_MASK;
  }

  long revision() {
    return revision;
  }

  /** Counts up when a relay comes, leaves, or has another address or identity. */
  long rosterRevision() {
    return rosterRevision;
  }

  /** How often there was no room. */
  long refusedFull() {
    return refusedFull;
  }
}
