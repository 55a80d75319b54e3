package org.chappe.server.node;

import org.chappe.model.ClientId;
import org.chappe.server.directory.Directory;
import org.chappe.server.directory.Whereabouts;
import org.chappe.server.station.Takers;

/** Those to whom mail is lent, as the directory and their sessions show them. */
record KnownTakers(int self, Directory directory, Attachments attachments, Registry registry)
    implements Takers {

  @Override
  public boolean isSilent(ClientId client, long nowNanos) {
    return attachments.isSilent(client, nowNanos);
  }

  @Override
  public Place placeOf(ClientId client) {
    int home = directory.homeOf(client);
    if (home == self) {
      return Place.HERE;
    }
    return home == Whereabouts.GONE ? Place.UNKNOWN : Place.ELSEWHERE;
  }

  /** Its session ends, as what it was sent in it may still be repeated. */
  @Override
  public void recall(ClientId client) {
    Attachment attachment = attachments.find(client);
    Session session = attachment == null ? null : attachment.session();
    if (session != null) {
      registry.end(session);
    }
  }
}
