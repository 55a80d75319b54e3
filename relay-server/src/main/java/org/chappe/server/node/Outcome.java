package org.chappe.server.node;

import java.util.List;
import org.chappe.node.Denial;

/** What becomes of a question about an account. */
sealed interface Outcome {

  /** It is done as soon as it is durable. */
  record Done(List<String> items) implements Outcome {
    static Outcome of(String... items) {
      return new Done(List.of(items));
    }
  }

  /**
   * It isn't done.
   *
   * @param words one line for a person
   */
  record Denied(Denial reason, String words) implements Outcome {}
}
