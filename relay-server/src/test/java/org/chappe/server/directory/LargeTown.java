package org.chappe.server.directory;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;

/** A directory with many clients of five relays, a third of which have moved since: as bad for the logs as it gets. */
final class LargeTown {

  static final int RELAYS = 5;

  private static final int ENTRIES_A_FRAME = 6;

  private LargeTown() {}

  /** A directory that was told of so many clients by its neighbours. */
  static Directory of(int clients) {
    Directory directory = new Directory(new OriginKey(9_999, 1), 0x5A17);
    long[] told = new long[RELAYS + 1];
    for (int first = 0; first < clients; first += ENTRIES_A_FRAME) {
      int end = Math.min(clients, first + ENTRIES_A_FRAME);
      tell(directory, told, 1 + first / ENTRIES_A_FRAME % RELAYS, first, end, 1, 1);
    }
    for (int first = 0; first < clients; first += 3 * ENTRIES_A_FRAME) {
      int end = Math.min(clients, first + 3 * ENTRIES_A_FRAME);
      tell(directory, told, 1 + first % RELAYS, first, end, 3, 2);
    }
    return directory;
  }

  private static void tell(
      Directory directory, long[] told, int relay, int first, int end, int step, long version) {
    List<Whereabouts> entries = new ArrayList<>();
    for (int client = first; client < end; client += step) {
      entries.add(new Whereabouts(id(client), relay, version));
    }
    long from = told[relay];
    told[relay] += entries.size();
    Changes changes = new Changes(new OriginKey(relay, 100), from, told[relay], entries);
    directory.merge(changes, any -> 0, any -> {});
  }

  /** IDs that are spread over all there are. */
  static ClientId id(long index) {
    return new ClientId(index * 6_364_136_223L % 10_000_000_000L);
  }
}
