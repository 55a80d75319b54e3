package org.chappe.node;

import org.chappe.wire.Frame;

/** All that a node can do to the world. Each call is fire-and-forget; recovery is the protocol's job. */
public interface Effects {

  /** Sends a frame. It may be lost, doubled, delayed or overtaken. */
  void send(Endpoint to, Frame frame);

  /** Makes a batch durable, atomically; {@link Input.Committed} follows unless the node dies first. */
  void commit(Batch batch);

  /** Shows a message to the user of this node. */
  void deliver(Delivery delivery);

  /** Tells the program something that happened. */
  void report(Report report);

  /** What a node may tell; each kind of node names its own reports. */
  interface Report {}
}
