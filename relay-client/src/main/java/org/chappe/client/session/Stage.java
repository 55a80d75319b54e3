package org.chappe.client.session;

/** How far a message has come. Each stage implies those before it. */
public enum Stage {
  /** Its sender's home relay has it on disk and answers for it. */
  ACCEPTED,
  /** Its recipient's home relay has it on disk. */
  STORED,
  /** Its recipient's client has it in its journal. */
  DELIVERED
}
