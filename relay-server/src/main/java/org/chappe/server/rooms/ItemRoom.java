package org.chappe.server.rooms;

/** How many items all queues of one relay may hold together. */
final class ItemRoom {

  /** Items of all queues: they are held in memory, too. */
  static final int ITEMS_MAX = 50_000;

  private final int max;
  private int count;

  ItemRoom(int max) {
    this.max = max;
  }

  boolean hasRoom() {
    return count < max;
  }

  void add(int more) {
    count += more;
  }
}
