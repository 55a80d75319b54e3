package org.chappe.link;

import java.util.ArrayList;
import java.util.List;
import org.chappe.node.Endpoint;
import org.chappe.wire.Frame;

/** Effects that keep what was sent. */
final class Recorder extends SendOnly {

  private List<Frame> frames = new ArrayList<>();
  Endpoint lastTo = Endpoint.ipv4(0, 0);

  /** What was sent since the last call. */
  List<Frame> sent() {
    List<Frame> sent = frames;
    frames = new ArrayList<>();
    return sent;
  }

  /** The numbers of the frames other than acks that were sent since the last call. */
  List<Long> numbers() {
    return sent().stream()
        .filter(frame -> !(frame instanceof Frame.Ack))
        .map(frame -> frame.stamp().number())
        .toList();
  }

  @Override
  public void send(Endpoint to, Frame frame) {
    lastTo = to;
    frames.add(frame);
  }
}
