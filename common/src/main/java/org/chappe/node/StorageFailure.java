package org.chappe.node;

import java.io.Serial;

/**
 * A node's storage can't be trusted any more: something could not be written or made durable, or not be read. It ends the
 * node, and nothing that waits for the storage is acknowledged. The message is one plain sentence for the operator.
 */
public final class StorageFailure extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  public StorageFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
