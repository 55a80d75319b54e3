package org.chappe.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;

/** Two directories whose relays have a link that carries so many frames at a time in each direction. */
final class Talk {

  final Directory left;
  final Directory right;
  final List<String> said = new ArrayList<>();
  boolean mayRefuse;
  private final Gossip fromLeft;
  private final Gossip fromRight;

  Talk(Directory left, Directory right) {
    this.left = left;
    this.right = right;
    this.fromLeft = new Gossip(left);
    this.fromRight = new Gossip(right);
    open();
  }

  /** A new session. */
  final void open() {
    fromLeft.opened();
    fromRight.opened();
  }

  /** Carries at most so many frames in each direction; gives how many it carried. */
  int carry(long now, int frames) {
    return tell(now, fromLeft, fromRight, frames) + tell(now, fromRight, fromLeft, frames);
  }

  /** Until both have nothing to say. */
  int carryAll(long now) {
    int total = 0;
    int carried = carry(now, Integer.MAX_VALUE);
    while (carried > 0) {
      total += carried;
      carried = carry(now, Integer.MAX_VALUE);
    }
    return total;
  }

  private int tell(long now, Gossip speaker, Gossip listener, int frames) {
    int told = 0;
    while (told < frames && speaker.hasNews(now)) {
      Payload news = speaker.next(now);
      if (news != null) {
        said.add(news.text());
        Gossip.Reading reading = listener.read(news, Talk::ignore);
        assertThat(mayRefuse || reading == Gossip.Reading.TAKEN).as(news.text()).isTrue();
        told++;
      }
    }
    return told;
  }

  private static void ignore(ClientId client) {}

  /** How many of the frames since the last time told of changes. */
  int changesSaid() {
    int count = (int) said.stream().filter(text -> text.startsWith("clients")).count();
    said.clear();
    return count;
  }
}
