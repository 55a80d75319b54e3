package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.chappe.link.LinkConfig;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.server.chain.Line;
import org.chappe.server.membership.JoinPolicy;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.MemberState;
import org.chappe.server.membership.Membership;
import org.chappe.server.station.StationLimits;
import org.chappe.store.CommitQueue;
import org.chappe.store.MemoryStore;
import org.chappe.wire.Frame;
import org.junit.jupiter.api.Test;

/** What a relay that joined still knows after a restart. */
final class KnownRelaysTest {

  private final MemoryStore store = new MemoryStore();

  /** One run of the relay. */
  private final class Run implements Effects {
    private final CommitQueue commits = new CommitQueue();
    private final KnownRelays known = new KnownRelays(store, commits);
    private final Roster roster;

    Run(long seed) {
      RelayConfig config = new RelayConfig(
              new Line(6, List.of(6)),
              Map.of(6, TestLine.relayAt(6)),
              1,
              7,
              LinkConfig.DEFAULT,
              StationLimits.DEFAULT,
              64)
          .withJoining(Joining.newcomer(List.of(TestLine.relayAt(1)), false));
      roster = new Roster(config, known, new SplittableRandom(seed));
    }

    Membership members() {
      return roster.membership();
    }

    int save() {
      roster.refresh();
      return commits.flush(this) ? 1 : 0;
    }

    @Override
    public void commit(Batch batch) {
      store.commit(batch, () -> commits.committed(batch.number()));
    }

    @Override
    public void send(Endpoint to, Frame frame) {
      throw new AssertionError("it sends nothing");
    }

    @Override
    public void deliver(Delivery delivery) {
      throw new AssertionError("it shows nothing");
    }

    @Override
    public void report(Report report) {
      throw new AssertionError("it tells nothing");
    }
  }

  private static Member three(long version, MemberState state, int port) {
    Endpoint at = Endpoint.ipv4(0x7F000001, port);
    return new Member(3, at, 9, version, state, List.of(2, 4), 33);
  }

  @Test
  void shouldDrawItsIdentityOnce() {
    Run first = new Run(1);
    first.save();
    Run second = new Run(2);
    assertThat(second.members().of(6).identity())
        .isEqualTo(first.members().of(6).identity())
        .isPositive();
    assertThat(second.known.settings()).as("it was never let in").isNull();
  }

  @Test
  void shouldFindItsLineAgain() {
    Run first = new Run(1);
    first.roster.agree(new LineSettings(8, 32, true, JoinPolicy.OPEN, false));
    first.members().merge(0, three(5, MemberState.ALIVE, 7003));
    first.save();
    Run second = new Run(2);
    assertThat(second.roster.settings()).isEqualTo(first.roster.settings());
    assertThat(second.roster.line().numbers()).containsExactly(3, 6);
    assertThat(second.members().of(3).endpoint()).isEqualTo(Endpoint.ipv4(0x7F000001, 7003));
    assertThat(second.members().of(3).links()).isEmpty();
    assertThat(second.members().merge(0, three(5, MemberState.ALIVE, 7003)))
        .as("what it says of itself is still news")
        .isEqualTo(Membership.Merge.APPLIED);
  }

  @Test
  void shouldWriteOnlyWhatMattersAfterARestart() {
    Run run = new Run(1);
    run.roster.agree(new LineSettings(8, 32, true, JoinPolicy.OPEN, false));
    run.members().merge(0, three(5, MemberState.ALIVE, 7003));
    assertThat(run.save()).isEqualTo(1);
    run.members().merge(0, three(6, MemberState.ALIVE, 7003));
    assertThat(run.save()).as("only its version").isZero();
    run.members().merge(0, three(7, MemberState.ALIVE, 7033));
    assertThat(run.save()).isEqualTo(1);
    assertThat(new Run(2).members().of(3).endpoint().port()).isEqualTo(7033);
  }

  @Test
  void shouldForgetWhoHasLeft() {
    Run run = new Run(1);
    run.roster.agree(new LineSettings(8, 32, true, JoinPolicy.OPEN, false));
    run.members().merge(0, three(5, MemberState.ALIVE, 7003));
    run.save();
    run.members().merge(0, three(6, MemberState.LEFT, 7003));
    run.save();
    assertThat(new Run(2).members().find(3)).isNull();
  }
}
