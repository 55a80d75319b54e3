package org.chappe.server.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.chappe.model.Payload;
import org.chappe.node.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemberTextTest {

  private static final Member THREE =
      new Member(3, Town.at(3), 1_700_000_000_000L, 37, MemberState.ALIVE, List.of(2, 4));

  private static Member longest() {
    List<Integer> links =
        IntStream.rangeClosed(9980, 9998).boxed().limit(Member.LINKS_MAX).toList();
    return new Member(
        9999,
        new Endpoint(-1, -1, 65_535),
        Member.INCARNATION_MAX,
        Member.VERSION_MAX,
        MemberState.SUSPECT,
        links,
        Member.IDENTITY_MAX);
  }

  @Test
  void shouldWriteAndReadEntries() {
    Member five = new Member(5, new Endpoint(1, 255, 7005), 7, 0, MemberState.DEAD, List.of(), 36);
    Payload text = MemberText.of(List.of(THREE, five));
    assertThat(text.text())
        .isEqualTo("relays?3/127.0.0.1:7003/loyw3v28/11/a/2.4?5/[1_ff]:7005/7/0/d//10");
    assertThat(MemberText.members(text)).containsExactly(THREE, five);
    assertThat(MemberText.isMeant(text)).isTrue();
    assertThat(MemberText.hash(text)).isNegative();
  }

  @Test
  void shouldWriteAndReadAHash() {
    Payload text = MemberText.of(1_000L);
    assertThat(text.text()).isEqualTo("members?rs");
    assertThat(MemberText.hash(text)).isEqualTo(1_000);
    assertThat(MemberText.members(text)).isNull();
    assertThat(MemberText.isMeant(text)).isTrue();
  }

  @Test
  void shouldFitTheLongestEntryIntoTheBound() {
    Payload text = MemberText.of(List.of(longest()));
    assertThat(text.length()).isBetween(150, MemberText.BYTES_MAX);
    assertThat(MemberText.members(text)).containsExactly(longest());
  }

  @Test
  void shouldWriteAsManyEntriesAsFit() {
    Payload text = MemberText.of(Collections.nCopies(100, THREE));
    assertThat(text.length()).isBetween(MemberText.BYTES_MAX - 40, MemberText.BYTES_MAX);
    assertThat(MemberText.members(text)).hasSize(5).containsOnly(THREE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "relays",
        "relays?",
        "clients?3/127.0.0.1:7003/7/0/a/",
        "relays?3/127.0.0.1:7003/7/0/a",
        "relays?3/127.0.0.1:7003/7/0/a/2/0",
        "relays?3/127.0.0.1:7003/7/0/a/2/04",
        "relays?3/127.0.0.1:7003/7/0/a/2/",
        "relays?3/127.0.0.1:7003/7/0/a/2/zzzzzzzzz",
        "relays?3/127.0.0.1:7003/7/0/a/2/4/4",
        "relays?03/127.0.0.1:7003/7/0/a/",
        "relays?0/127.0.0.1:7003/7/0/a/",
        "relays?10000/127.0.0.1:7003/7/0/a/",
        "relays?3/127.0.0.1/7/0/a/",
        "relays?3/127.0.0.256:7003/7/0/a/",
        "relays?3/127.0.1:7003/7/0/a/",
        "relays?3/9.127.0.0.1:7003/7/0/a/",
        "relays?3/127.0.0.1:70030/7/0/a/",
        "relays?3/[1]:7003/7/0/a/",
        "relays?3/[x_1]:7003/7/0/a/",
        "relays?3/127.0.0.1:7003/-7/0/a/",
        "relays?3/127.0.0.1:7003/zzzzzzzzzz/0/a/",
        "relays?3/127.0.0.1:7003/7/zzzzzz1/a/",
        "relays?3/127.0.0.1:7003/7/0/b/",
        "relays?3/127.0.0.1:7003/7/0/aa/",
        "relays?3/127.0.0.1:7003/7/0/a/4.2",
        "relays?3/127.0.0.1:7003/7/0/a/2.2",
        "relays?3/127.0.0.1:7003/7/0/a/3",
        "relays?3/127.0.0.1:7003/7/0/a/2.",
        "relays?3/127.0.0.1:7003/7/0/a/1.2.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18.19.20.21.22",
        "relays?3/127.0.0.1:7003/7/0/a/?"
      })
  void shouldNotReadAnythingElseAsEntries(String text) {
    assertThat(MemberText.members(Payload.of(text))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"members", "members?", "members?-1", "members?01", "members?1?2", "m?1"})
  void shouldNotReadAnythingElseAsAHash(String text) {
    assertThat(MemberText.hash(Payload.of(text))).isNegative();
  }

  @Test
  void shouldRefuseMoreLinksThanFit() {
    List<Integer> links =
        IntStream.rangeClosed(10, 10 + Member.LINKS_MAX).boxed().toList();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Member(1, Town.at(1), 0, 0, MemberState.ALIVE, links));
  }
}
