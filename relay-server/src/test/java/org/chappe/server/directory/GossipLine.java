package org.chappe.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Payload;

/** The directories of a town, each gossiping with the next, in an order that chance decides. */
final class GossipLine {

  private static final int ROUNDS_MAX = 10_000;

  private record Talk(Gossip speaker, Gossip listener) {}

  private final RandomTown town;
  private final List<Talk> talks = new ArrayList<>();
  private long now;

  GossipLine(RandomTown town) {
    this.town = town;
    for (int i = 1; i < town.directories.size(); i++) {
      Gossip left = new Gossip(town.directories.get(i - 1));
      Gossip right = new Gossip(town.directories.get(i));
      talks.add(new Talk(left, right));
      talks.add(new Talk(right, left));
    }
  }

  /** Until nobody has news. */
  void run() {
    List<Talk> eager = talks;
    for (int round = 0; !eager.isEmpty(); round++) {
      assertThat(round).as("rounds of gossip").isLessThan(ROUNDS_MAX);
      Talk talk = eager.get(town.random.nextInt(eager.size()));
      Payload news = talk.speaker.next(now);
      if (news != null) {
        assertThat(talk.listener.read(news, any -> {})).isEqualTo(Gossip.Reading.TAKEN);
      }
      now++;
      eager = talks.stream().filter(each -> each.speaker.hasNews(now)).toList();
    }
  }
}
