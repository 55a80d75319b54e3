package org.chappe.client.session;

import org.chappe.model.Payload;

/**
 * Where texts on their way are written down, so that a client that starts again goes on with them. What is put or deleted
 * within one batch becomes durable together with all else in it.
 */
interface OutboxRecords {

  /** Nothing is written down. */
  OutboxRecords NONE = new OutboxRecords() {
    @Override
    public boolean isKept() {
      return false;
    }

    @Override
    public void put(long number, Payload record) {}

    @Override
    public void delete(long number) {}

    @Override
    public void putEnd(long number, Payload record) {}

    @Override
    public void deleteEnd(long number) {}

    @Override
    public void afterwards(Runnable action) {
      action.run();
    }
  };

  /** Whether anything is kept; if not, there is no need to make records. */
  boolean isKept();

  /** Writes a record, in the place of the one with that number if there is one. */
  void put(long number, Payload record);

  void delete(long number);

  /** Writes down an {@link EndRecord} of which the program is to be told. */
  void putEnd(long number, Payload record);

  /** The program was told. */
  void deleteEnd(long number);

  /** Runs something once all that was put or deleted before is durable. */
  void afterwards(Runnable action);
}
