package org.chappe.link;

import java.util.ArrayDeque;
import java.util.List;
import org.chappe.wire.Frame;

/** Frames that wait for a number: two bounded queues, control before data. */
final class Outbox {

  private final ArrayDeque<Frame> data = new ArrayDeque<>();
  private final ArrayDeque<Frame> control = new ArrayDeque<>();
  private final int dataFramesMax;
  private final int controlFramesMax;
  private long full;

  Outbox(LinkConfig config) {
    dataFramesMax = config.queueFrames();
    controlFramesMax = config.controlQueueFrames();
  }

  int room(boolean isControl) {
    return isControl ? controlFramesMax - control.size() : dataFramesMax - data.size();
  }

  /** Queues a frame; false, counted, and nothing changed, when its queue is full. */
  boolean offer(Frame frame, boolean isControl) {
    if (room(isControl) == 0) {
      full++;
      return false;
    }
    return queue(isControl).add(frame);
  }

  boolean hasAny(boolean isControl) {
    return !queue(isControl).isEmpty();
  }

  /** The next frame of a queue that has any. */
  Frame remove(boolean isControl) {
    return queue(isControl).remove();
  }

  int size() {
    return control.size() + data.size();
  }

  /** How often a queue was full. */
  long full() {
    return full;
  }

  void copyTo(List<Frame> target) {
    target.addAll(control);
    target.addAll(data);
  }

  private ArrayDeque<Frame> queue(boolean isControl) {
    return isControl ? control : data;
  }
}
