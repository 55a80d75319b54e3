package org.chappe.client.session;

import java.util.TreeMap;
import org.chappe.model.Payload;

/** Records in memory. */
final class KeptRecords implements OutboxRecords {

  final TreeMap<Long, Payload> records = new TreeMap<>();
  final TreeMap<Long, Payload> ends = new TreeMap<>();

  @Override
  public boolean isKept() {
    return true;
  }

  @Override
  public void put(long number, Payload record) {
    records.put(number, record);
  }

  @Override
  public void delete(long number) {
    records.remove(number);
  }

  @Override
  public void putEnd(long number, Payload record) {
    ends.put(number, record);
  }

  @Override
  public void deleteEnd(long number) {
    ends.remove(number);
  }

  @Override
  public void afterwards(Runnable action) {
    action.run();
  }
}
