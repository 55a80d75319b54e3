package org.chappe.server.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.chappe.model.ClientId;

/** Relays that each know what they did themselves: clients that came and went, from a seed. */
final class RandomTown {

  static final int CLIENTS = 6;

  final SplittableRandom random;
  final List<Directory> directories = new ArrayList<>();
  final List<OriginKey> origins = new ArrayList<>();

  /** All changes as each origin told them while they happened: {@code from} to {@code from + 1} each. */
  final List<Changes> log = new ArrayList<>();

  RandomTown(long seed) {
    random = new SplittableRandom(seed);
    int relays = 3 + random.nextInt(3);
    for (int relay = 1; relay <= relays; relay++) {
      OriginKey origin = new OriginKey(relay, 100 + random.nextInt(2));
      origins.add(origin);
      directories.add(new Directory(origin, 0));
    }
    int changes = 1 + random.nextInt(40);
    for (int i = 0; i < changes; i++) {
      change(random.nextInt(relays));
    }
  }

  private void change(int index) {
    Directory directory = directories.get(index);
    OriginKey origin = origins.get(index);
    ClientId client = new ClientId(random.nextInt(CLIENTS));
    long before = knownOf(directory, origin);
    if (random.nextInt(4) == 0) {
      directory.forget(client);
    } else {
      directory.register(client, random.nextInt(3));
    }
    if (knownOf(directory, origin) > before) {
      Changes told = directory.changesAfter(origin, before, 1);
      if (told != null) {
        log.add(told);
      }
    }
    if (!log.isEmpty() && random.nextInt(3) == 0) {
      directory.merge(log.get(random.nextInt(log.size())), any -> 0, any -> {});
    }
  }

  static long knownOf(Directory directory, OriginKey origin) {
    return directory.known().stream()
        .filter(known -> known.origin().equals(origin))
        .mapToLong(Digest.Known::to)
        .findFirst()
        .orElse(0);
  }

  /** A directory that knows nothing yet of these origins. */
  static Directory newcomer() {
    return new Directory(new OriginKey(9, 1), 0);
  }
}
