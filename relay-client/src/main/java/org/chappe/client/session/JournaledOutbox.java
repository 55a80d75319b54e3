package org.chappe.client.session;

import org.chappe.model.Payload;
import org.chappe.node.StoreKey;

/** The outbox's records in the client's journal. */
record JournaledOutbox(Journal journal) implements OutboxRecords {

  @Override
  public boolean isKept() {
    return true;
  }

  @Override
  public void put(long number, Payload record) {
    journal.put(key(number), record);
  }

  @Override
  public void delete(long number) {
    journal.delete(key(number));
  }

  @Override
  public void putEnd(long number, Payload record) {
    journal.put(new StoreKey(JournalSpaces.ENDS, 0, number), record);
  }

  @Override
  public void deleteEnd(long number) {
    journal.delete(new StoreKey(JournalSpaces.ENDS, 0, number));
  }

  @Override
  public void afterwards(Runnable action) {
    journal.afterwards(action);
  }

  private static StoreKey key(long number) {
    return new StoreKey(JournalSpaces.OUTBOX, 0, number);
  }
}
