package org.chappe.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import org.chappe.node.Input;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a process to read it, and what its own program wants of it. The system goes on receiving while the process
 * is stopped, until the buffer is full; what comes then is dropped, as UDP does.
 */
final class SimSocket {

  /** So many datagrams fit: less than anywhere, so that it is reached. */
  static final int DATAGRAMS_MAX = 32;

  private final Queue<Input> waiting = new ArrayDeque<>();
  private int datagrams;

  /** Whether another datagram fits; asked only while nobody reads. */
  boolean hasRoom() {
    return datagrams < DATAGRAMS_MAX;
  }

  void add(Input input) {
    waiting.add(input);
    datagrams += input instanceof Input.FrameArrived ? 1 : 0;
  }

  /** What came first; null when nothing waits. */
  @Nullable Input poll() {
    Input first = waiting.poll();
    datagrams -= first instanceof Input.FrameArrived ? 1 : 0;
    return first;
  }

  /** The process is gone, and its socket with it. */
  void close() {
    waiting.clear();
    datagrams = 0;
  }
}
