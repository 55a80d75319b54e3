package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.server.broadcast.Broadcast;
import org.junit.jupiter.api.Test;

class ReturnedClientsTest {

  private static final int CLIENTS_MAX = 3;

  private final List<Broadcast> living = new ArrayList<>();
  private final ReturnedClients clients =
      new ReturnedClients(CLIENTS_MAX, () -> List.copyOf(living));
  private final List<String> offered = new ArrayList<>();

  private static ClientId client(long id) {
    return new ClientId(id);
  }

  private void live(int texts) {
    LongStream.range(0, texts)
        .forEach(n -> living.add(new Broadcast(
            new Broadcast.Name(client(9), new MessageId(1, n)), Payload.of("text"), 600)));
  }

  private void offer(int max) {
    clients.offer(
        max,
        (text, client) -> offered.add(client.value() + " " + text.name().id().n()));
  }

  @Test
  void shouldOfferNoMoreInOneTurnThanItMayAndAllInTheEnd() {
    live(2);
    clients.add(client(1));
    clients.add(client(2));
    offer(2);
    assertThat(offered).containsExactly("1 0");
    assertThat(clients.isEmpty()).isFalse();
    offer(100);
    assertThat(offered).containsExactly("1 0", "1 1", "2 0", "2 1");
    assertThat(clients.isEmpty()).isTrue();
  }

  @Test
  void shouldOfferAllAgainToWhoReturnsAgainInTheMiddle() {
    live(2);
    clients.add(client(1));
    offer(2);
    clients.add(client(1));
    offer(100);
    assertThat(offered).containsExactly("1 0", "1 1", "1 0", "1 1");
  }

  @Test
  void shouldCountThoseForWhomThereIsNoRoom() {
    live(1);
    LongStream.rangeClosed(1, CLIENTS_MAX + 2).forEach(id -> clients.add(client(id)));
    clients.add(client(1));
    assertThat(clients.dropped()).isEqualTo(2);
    offer(100);
    assertThat(offered).containsExactly("1 0", "2 0", "3 0");
  }
}
