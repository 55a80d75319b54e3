package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chappe.client.session.ClientConfig;
import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Via;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What members of groups may rely on, one situation at a time. */
class GroupTest {

  private static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;

  private final Simulation simulation = new Simulation(1);
  private final SimLine line = new SimLine(
      simulation,
      new SimLine.Setup(
          5,
          2,
          LinkConfig.DEFAULT,
          ClientConfig.LINK,
          StationLimits.DEFAULT,
          RelayConfig.SESSIONS_MAX,
          3 * Simulation.MILLISECOND));
  private final RoomLedger ledger = new RoomLedger(simulation);
  private final List<RoomUser> users = new ArrayList<>();
  private ClientId crew = new ClientId(0);

  private RoomUser user(int home) {
    RoomUser user = new RoomUser(line, ledger, users.size() + 1, home);
    users.add(user);
    user.moveTo(home);
    user.listen();
    return user;
  }

  /** The first user founds it at relay 3, and all join. */
  private void foundCrew(int... homes) {
    for (int home : homes) {
      user(home);
    }
    simulation.run(2 * Simulation.SECOND);
    users.get(0).found("#crew", found -> crew = found);
    simulation.run(Simulation.SECOND);
    users.forEach(each -> each.command(crew, "/join k1"));
    simulation.run(Simulation.SECOND);
    assertThat(users).allMatch(each -> each.answers().get(0).startsWith("/join k1 ok "));
  }

  private String by(RoomUser writer, String text) {
    return writer.id() + " " + text;
  }

  @Test
  void shouldBringATextToAllOtherMembersUnderTheGroupsId() {
    foundCrew(3, 1, 5);
    RoomUser outsider = user(2);
    users.get(1).write(crew, "the fog lifts");
    simulation.run(Simulation.SECOND);
    String text = by(users.get(1), "the fog lifts");
    assertThat(users.get(0).shown()).containsExactly(text);
    assertThat(users.get(2).shown()).containsExactly(text);
    Message message = users.get(2).mail().get(0);
    assertThat(message.source()).isEqualTo(crew);
    assertThat(message.via()).isEqualTo(Via.ROOM);
    assertThat(users.get(1).shown()).isEmpty();
    assertThat(outsider.shown()).isEmpty();
    assertThat(ledger.taken()).isEqualTo(1);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldRefuseWhatSomebodyElseWrites() {
    foundCrew(3, 1);
    RoomUser outsider = user(5);
    simulation.run(Simulation.SECOND);
    RoomText text = outsider.write(crew, "let me in");
    users.get(1).command(crew, "/leave k2");
    simulation.run(Simulation.SECOND);
    RoomText late = users.get(1).write(crew, "and another thing");
    simulation.run(Simulation.SECOND);
    assertThat(text.end).isEqualTo(RoomText.End.REFUSED);
    assertThat(late.end).isEqualTo(RoomText.End.REFUSED);
    assertThat(users.get(1).answers()).contains("/leave k2 ok 1");
  }

  @Test
  void shouldAnswerWhatIsAsked() {
    foundCrew(3, 1);
    RoomUser founder = users.get(0);
    RoomUser member = users.get(1);
    member.command(crew, "/members k2");
    member.command(crew, "/size k3");
    member.command(crew, "/destroy k4");
    member.command(crew, "/dance k5");
    member.command(crew, "/leave k6");
    member.command(crew, "/leave k7");
    simulation.run(Simulation.SECOND);
    assertThat(member.answers())
        .containsExactly(
            "/join k1 ok 2",
            "/members k2 ok 1.1 " + founder.id() + " " + member.id(),
            "/size k3 ok 2",
            "/destroy k4 !founder only who founded a room may destroy it",
            "/dance k5 !param a group knows /join, /leave, /members, /size and /destroy",
            "/leave k6 ok 1",
            "/leave k7 !member you are not a member");
  }

  @Test
  void shouldTakeTwoStrokesForATextThatBeginsWithOne() {
    foundCrew(3, 1);
    users.get(1).write(crew, "/etc/hosts");
    simulation.run(Simulation.SECOND);
    assertThat(users.get(0).shown()).containsExactly(by(users.get(1), "/etc/hosts"));
  }

  @Test
  void shouldEndWhenItsFounderSaysSo() {
    foundCrew(3, 1, 5);
    users.get(0).command(crew, "/destroy k2");
    simulation.run(Simulation.SECOND);
    assertThat(users.get(0).answers())
        .anyMatch(answer -> answer.startsWith("/destroy k2 !founder"));
    users.get(1).command(crew, "/leave k3");
    users.get(2).command(crew, "/leave k4");
    simulation.run(Simulation.SECOND);
    users.get(0).command(crew, "/destroy k5");
    simulation.run(Simulation.SECOND);
    assertThat(users.get(0).answers()).contains("/destroy k5 ok");
    assertThat(line.node(1).accounts().find(crew)).isNull();
    assertThat(line.node(3).statistics().rooms().rooms()).isZero();
    line.restart(3);
    simulation.run(Simulation.SECOND);
    assertThat(line.node(3).statistics().rooms().rooms()).isZero();
  }

  @Test
  void shouldKeepTextsForMembersWhoAreAwayOrHaveMoved() {
    foundCrew(3, 1, 5);
    RoomUser away = users.get(2);
    away.leave();
    simulation.run(Simulation.SECOND);
    for (int i = 0; i < 20; i++) {
      users.get(1).write(crew, "text " + i);
    }
    simulation.run(2 * Simulation.SECOND);
    assertThat(away.shown()).isEmpty();
    away.moveTo(2);
    away.listen();
    simulation.run(2 * Simulation.SECOND);
    assertThat(away.shown()).hasSize(20).isEqualTo(users.get(0).shown());
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @ParameterizedTest
  @EnumSource
  void shouldPassEverythingOnOnceWhenItsKeeperDies(CrashPoint point) {
    foundCrew(3, 1, 5);
    for (int times = 1; times <= 6; times++) {
      line.relay(3).crashAt(point, times);
      for (int i = 0; i < 5; i++) {
        users.get(1).write(crew, times + "." + i);
        users.get(2).write(crew, times + "." + i);
      }
      simulation.run(Simulation.SECOND);
      line.relay(3).restart();
      simulation.run(5 * Simulation.SECOND);
    }
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(line.relay(3).lives()).isEqualTo(7);
    assertThat(ledger.taken()).isEqualTo(60);
    assertThat(users.get(0).shown()).hasSize(60).doesNotHaveDuplicates();
    assertThat(users.get(1).shown()).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void shouldWaitWithCustodyWhileItsKeeperIsDown() {
    foundCrew(3, 1, 5);
    line.relay(3).crash();
    RoomText text = users.get(1).write(crew, "is anybody there?");
    simulation.run(20 * Simulation.SECOND);
    assertThat(text.shownTo()).isEmpty();
    line.relay(3).restart();
    simulation.run(20 * Simulation.SECOND);
    assertThat(text.shownTo()).isEqualTo(Set.of(users.get(0).id(), users.get(2).id()));
    assertThat(text.end).isEqualTo(RoomText.End.TAKEN);
  }

  @Test
  void shouldBeFoundedOnceWhateverIsAsked() {
    foundCrew(3, 1);
    List<ClientId> found = new ArrayList<>();
    users.get(0).moveTo(5);
    simulation.run(Simulation.SECOND);
    users.get(0).found("#Crew", found::add);
    simulation.run(Simulation.SECOND);
    assertThat(found).containsExactly(crew);
    assertThat(line.node(5).statistics().rooms().rooms()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldLoseNothingOverLossyLinks(long percent) {
    foundCrew(3, 1, 5, 5);
    simulation.network().setFaults(Faults.losing(percent / 20.0));
    for (int i = 0; i < 20; i++) {
      users.get(i % 4).write(crew, "text " + i);
      simulation.run(100 * Simulation.MILLISECOND);
    }
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(ledger.taken()).isEqualTo(20);
    assertThat(users).allMatch(each -> each.shown().size() == 15);
  }
}
