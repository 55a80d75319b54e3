package org.chappe.server.station;

/** How much is kept in one place: messages and their bytes, and receipts. */
final class Stock {

  private int messages;
  private int receipts;
  private long messageBytes;
  private long receiptBytes;

  /**
   * Something is kept from now on.
   *
   * @param receipt whether it is a receipt
   */
  void add(boolean receipt, int bytes) {
    change(receipt, 1, bytes);
  }

  /** The same is kept no longer. */
  void remove(boolean receipt, int bytes) {
    change(receipt, -1, -bytes);
  }

  private void change(boolean receipt, int count, int bytes) {
    if (receipt) {
      receipts += count;
      receiptBytes += bytes;
    } else {
      messages += count;
      messageBytes += bytes;
    }
  }

  int messages() {
    return messages;
  }

  long messageBytes() {
    return messageBytes;
  }

  int receipts() {
    return receipts;
  }

  /** Messages and receipts. */
  int size() {
    return messages + receipts;
  }

  /** Bytes of messages and receipts. */
  long bytes() {
    return messageBytes + receiptBytes;
  }
}
