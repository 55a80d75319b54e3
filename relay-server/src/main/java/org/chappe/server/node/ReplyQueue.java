package org.chappe.server.node;

import java.util.ArrayList;
import java.util.List;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.wire.Frame;

/** Answers that had to wait for a commit, until the end of the step in which it completes. */
final class ReplyQueue {

  private final List<Reply> due = new ArrayList<>();

  private record Reply(Endpoint to, Frame frame) {}

  void add(Endpoint to, Frame frame) {
    due.add(new Reply(to, frame));
  }

  void flush(Effects effects) {
    for (Reply reply : due) {
      effects.send(reply.to, reply.frame);
    }
    due.clear();
  }
}
