package org.chappe.client;

import java.util.List;
import org.chappe.node.Denial;

/** What became of a question. */
public sealed interface Reply {

  /** The relay has answered. */
  record Answer(List<String> items) implements Reply {
    public Answer {
      items = List.copyOf(items);
    }
  }

  /**
   * The relay says no.
   *
   * @param words one sentence for a person
   */
  record Denied(Denial reason, String words) implements Reply {}

  /** No answer came in time; what was asked for may have been done. */
  record None() implements Reply {}
}
