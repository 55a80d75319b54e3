package org.chappe.server.node;

import org.jspecify.annotations.Nullable;

/** Who is at the other end of a session, whatever session it is at the moment. */
sealed interface Peer permits Lane, Attachment, Guest {

  /** The session in use, or null before there is one. */
  @Nullable Session session();

  /** The session that was offered and not used yet, or null. */
  @Nullable Session pending();

  /** A session was closed. */
  void ended(Session ended);

  /** A session has proven fresh: it takes the place of the one in use, and what that one still owed. */
  void adopt(Session fresh);
}
