package org.chappe.server.node;

import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.Question;
import org.chappe.node.RelayList;
import org.chappe.server.station.Mailbox;
import org.chappe.server.station.Station;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;

/** Answers what clients ask for in sessions: their mail, or where the relays are. */
final class ClientGets {

  private final Replies replies;
  private final Station station;
  private final Router router;
  private final ClientGuide guide;

  ClientGets(Replies replies, Station station, Router router, ClientGuide guide) {
    this.replies = replies;
    this.station = station;
    this.router = router;
    this.guide = guide;
  }

  static boolean asksForMail(Frame frame) {
    return frame instanceof Frame.Get get
        && !RelayList.isMeant(get.payload())
        && !Question.isMeant(get.payload());
  }

  void serve(long nowNanos, Attachment attachment, Session session, Frame.Get get) {
    if (asksForMail(get)) {
      grant(nowNanos, attachment, session, get);
    } else {
      tellOfRelays(session, attachment.client(), get.payload());
    }
  }

  /** Answers a get with the count of what waits, and lets it be pushed. */
  private void grant(long nowNanos, Attachment attachment, Session session, Frame.Get get) {
    ClientId client = attachment.client();
    Payload count = Payload.of(Long.toString(waiting(client)));
    session
        .link()
        .offerControl(new Frame.Get(
            Stamp.unnumbered(), replies.self(), client, Frame.Get.NO_WAIT, count, ""));
    allow(nowNanos, attachment, get);
  }

  /** What finds no room isn't told: the client asks again. */
  void tellOfRelays(Session session, ClientId client, Payload question) {
    for (Payload page : guide.news(RelayList.asked(question))) {
      session
          .link()
          .offerControl(new Frame.Get(
              Stamp.unnumbered(), replies.self(), client, Frame.Get.NO_WAIT, page, ""));
    }
  }

  /** Lets mail be pushed. */
  void allow(long nowNanos, Attachment attachment, Frame.Get get) {
    if (get.waitSeconds() == Frame.Get.NO_WAIT) {
      attachment.allow(waiting(attachment.client()));
    } else {
      attachment.lease(nowNanos + get.waitSeconds() * 1_000_000_000L);
    }
    router.drainLater(attachment.client());
  }

  private long waiting(ClientId client) {
    Mailbox mailbox = station.mailbox(client);
    return mailbox == null ? 0 : mailbox.waiting();
  }
}
