package org.chappe.server.node;

import org.chappe.model.Address;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.chappe.server.station.Acceptance;
import org.chappe.server.station.Mailbox;
import org.chappe.server.station.Receipts;
import org.chappe.server.station.Station;
import org.chappe.store.CommitQueue;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * Serves frames without parameters, so that a ten-line script is a client: each request has its one answer, and what is
 * handed out is handed out again by the next get until it is acknowledged.
 */
final class ClassicDesk {

  /** So many receipts that can't be shown are done with at one get; the rest at the next. */
  static final int SILENT_RECEIPTS_MAX = 64;

  private final Replies replies;
  private final Station station;
  private final Attachments attachments;
  private final Registry registry;
  private final ReplyQueue replyQueue;
  private final ClassicNumbers numbers;
  private final HandedNumbers handedNumbers;
  private final CommitQueue commits;
  private final Gate gate;
  private final Reception reception;
  private final Crier crier;

  ClassicDesk(
      ClassicNumbers numbers,
      HandedNumbers handedNumbers,
      CommitQueue commits,
      Replies replies,
      Station station,
      Attachments attachments,
      Registry registry,
      ReplyQueue replyQueue,
      Gate gate,
      Reception reception,
      Crier crier) {
    this.replies = replies;
    this.station = station;
    this.attachments = attachments;
    this.registry = registry;
    this.replyQueue = replyQueue;
    this.numbers = numbers;
    this.handedNumbers = handedNumbers;
    this.commits = commits;
    this.gate = gate;
    this.reception = reception;
    this.crier = crier;
  }

  /** Whether a frame has no parameter at all, and so belongs here. */
  static boolean isPlain(Frame frame) {
    if (!frame.stamp().isBare() || !frame.extensions().isEmpty()) {
      return false;
    }
    if (frame instanceof Frame.Send send) {
      Message message = send.message();
      return message.equals(Message.plain(message.source(), message.destination(), message.text()));
    }
    if (frame instanceof Frame.Handshake handshake) {
      return handshake.nonce() == Stamp.NONE && handshake.cookie() == Stamp.NONE;
    }
    if (frame instanceof Frame.Ack ack) {
      return ack.refusal() == null && ack.nonce() == Stamp.NONE && ack.cookie() == Stamp.NONE;
    }
    return !(frame instanceof Frame.Get get) || get.waitSeconds() == Frame.Get.NO_WAIT;
  }

  /** Serves a plain frame. */
  Verdict serve(long nowNanos, Endpoint from, Frame frame, Effects effects) {
    if (frame instanceof Frame.Table || !(frame.source() instanceof ClientId client)) {
      return Verdict.UNEXPECTED;
    }
    boolean mustProve = reception.mustProve(client);
    if (frame instanceof Frame.Ack) {
      return mustProve ? Verdict.UNEXPECTED : acknowledged(client, frame.stamp().seq());
    }
    if (mustProve) {
      return refuse(from, frame, Refusal.AUTH, reception.words(client), effects);
    }
    if (frame instanceof Frame.Terminate) {
      registry.terminate(client, effects);
      effects.send(from, replies.classic(frame.stamp().seq(), client));
      return Verdict.ACCEPTED;
    }
    if (!gate.isOpen()) {
      return refuse(from, frame, Refusal.BUSY, gate.words(), effects);
    }
    // every request makes this relay the client's home: the handshake may have been lost
    if (!registry.makeHomeUnproven(nowNanos, client, effects)) {
      String words = "the relay knows too many clients; try again later";
      return refuse(from, frame, Refusal.FULL, words, effects);
    }
    if (frame instanceof Frame.Send send) {
      return send.message().destination().isEveryone()
          ? sendToAll(nowNanos, from, send, effects)
          : send(from, send, effects);
    }
    if (frame instanceof Frame.Get) {
      return get(from, client, frame.stamp().seq(), effects);
    }
    effects.send(from, replies.classic(frame.stamp().seq(), client));
    return Verdict.ACCEPTED;
  }

  private Verdict refuse(Endpoint to, Frame frame, Refusal reason, String words, Effects effects) {
    Stamp stamp = Stamp.classic(frame.stamp().seq());
    effects.send(to, replies.refusal(stamp, frame.source(), reason, words));
    return Verdict.REFUSED;
  }

  private Verdict send(Endpoint from, Frame.Send send, Effects effects) {
    Address client = send.source();
    int seq = send.stamp().seq();
    Message message = send.message();
    Acceptance acceptance = station.check(message, Station.Bearer.CLIENT);
    if (acceptance.isRefusal()) {
      String words = acceptance.words() + "; try again later";
      return refuse(from, send, acceptance.refusal(), words, effects);
    }
    Message numbered = message.withId(numbers.next(message));
    Frame reply = replies.classic(seq, client);
    station.accept(numbered, Station.Bearer.CLIENT, any -> replyQueue.add(from, reply), 0);
    return Verdict.ACCEPTED;
  }

  private Verdict sendToAll(long nowNanos, Endpoint from, Frame.Send send, Effects effects) {
    Frame reply = replies.classic(send.stamp().seq(), send.source());
    Crier.Refused refused = crier.takeClassic(
        nowNanos, send.message(), numbers.next(send.message()), any -> replyQueue.add(from, reply));
    return refused == null
        ? Verdict.ACCEPTED
        : refuse(from, send, refused.reason(), refused.words() + "; try again later", effects);
  }

  private Verdict get(Endpoint from, ClientId client, int seq, Effects effects) {
    Attachment attachment = attachments.find(client);
    if (attachment != null) {
      registry.detach(attachment);
    }
    Message message = nextShown(client);
    if (message == null) {
      effects.send(from, replies.classic(seq, client));
      return Verdict.ACCEPTED;
    }
    Payload text = Receipts.isShownAsText(message) ? Receipts.notice(message) : message.text();
    Message plain = Message.plain(message.source(), message.destination(), text);
    int number = handedNumbers.handedTo(client, message);
    Frame answer = new Frame.Send(Stamp.classic(number), plain, "");
    if (handedNumbers.isSettled(client)) {
      effects.send(from, answer);
    } else {
      commits.afterwards(any -> replyQueue.add(from, answer), 0);
    }
    return Verdict.ACCEPTED;
  }

  /** What the client is handed now; receipts that it can't read and needn't hear of are done with. */
  private @Nullable Message nextShown(ClientId client) {
    for (int silent = 0; silent < SILENT_RECEIPTS_MAX; silent++) {
      Mailbox mailbox = station.mailbox(client);
      if (mailbox == null || (!mailbox.isHanded() && !hand(mailbox))) {
        return null;
      }
      Message message = station.outgoing().handed(mailbox);
      if (!message.receipt().isReceipt() || Receipts.isShownAsText(message)) {
        return message;
      }
      station.outgoing().delivered(mailbox, message);
    }
    return null;
  }

  private boolean hand(Mailbox mailbox) {
    Message message = mailbox.waiting() == 0 ? null : station.outgoing().next(mailbox);
    if (message == null) {
      return false;
    }
    station.outgoing().handToClient(mailbox, message);
    return true;
  }

  private Verdict acknowledged(ClientId client, int seq) {
    Mailbox mailbox = station.mailbox(client);
    Attachment attachment = attachments.find(client);
    boolean inSession = attachment != null && attachment.session() != null;
    if (mailbox == null || inSession || !mailbox.isHanded()) {
      return Verdict.UNEXPECTED;
    }
    Message handed = station.outgoing().handed(mailbox);
    if (!handedNumbers.isHanded(client, handed, seq)) {
      return Verdict.UNEXPECTED;
    }
    station.outgoing().delivered(mailbox, handed);
    handedNumbers.acknowledged(client);
    return Verdict.ACCEPTED;
  }
}
