package org.chappe.server.node;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.node.Effects;
import org.chappe.node.Question;
import org.chappe.node.RelayList;
import org.chappe.node.Verdict;
import org.chappe.server.accounts.DeviceIndex;
import org.chappe.server.devices.Devices;
import org.chappe.server.station.Acceptance;
import org.chappe.server.station.Station;
import org.chappe.store.CommitQueue;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;

/** Takes what clients say in their sessions: mail, and what they ask for. */
final class ClientFrames {

  /** What a client says, and what it means: a device speaks for its owner. */
  private record Mail(Frame.Send frame, Message message, MessageId id) {}

  private final Replies replies;
  private final CommitQueue commits;
  private final Station station;
  private final Router router;
  private final Registry registry;
  private final ClientGets gets;
  private final Questions questions;
  private final Reception reception;
  private final Crier crier;
  private final DeviceIndex index;
  private final Devices devices;

  ClientFrames(
      Replies replies,
      CommitQueue commits,
      Station station,
      Router router,
      Registry registry,
      ClientGets gets,
      Questions questions,
      Reception reception,
      Crier crier,
      DeviceIndex index,
      Devices devices) {
    this.replies = replies;
    this.commits = commits;
    this.station = station;
    this.router = router;
    this.registry = registry;
    this.gets = gets;
    this.questions = questions;
    this.reception = reception;
    this.crier = crier;
    this.index = index;
    this.devices = devices;
  }

  /** Takes the next frame of a session, or leaves it there: for now, or for good if it says why. */
  Verdict take(long nowNanos, Session session, Frame frame, Effects effects) {
    return session.peer() instanceof Attachment attachment
        ? takeFromClient(nowNanos, session, attachment, frame, effects)
        : takeFromGuest(nowNanos, session, (Guest) session.peer(), frame, effects);
  }

  /** Guests may ask, and nothing else. */
  private Verdict takeFromGuest(
      long nowNanos, Session session, Guest guest, Frame frame, Effects effects) {
    if (Question.isMeant(frame.payload()) && !(frame instanceof Frame.Send)) {
      return takeQuestion(nowNanos, session, guest.client(), frame, effects);
    }
    if (frame instanceof Frame.Get get && RelayList.isMeant(frame.payload())) {
      gets.tellOfRelays(session, guest.client(), get.payload());
      commits.afterwards(session, frame.stamp().number());
      return Verdict.ACCEPTED;
    }
    return refuse(session, frame, Refusal.AUTH, reception.words(guest.client()), effects);
  }

  private Verdict takeFromClient(
      long nowNanos, Session session, Attachment attachment, Frame frame, Effects effects) {
    if (frame instanceof Frame.Send send) {
      return takeMail(nowNanos, session, attachment, send, effects);
    }
    if (Question.isMeant(frame.payload())) {
      return takeQuestion(nowNanos, session, attachment.client(), frame, effects);
    }
    if (frame instanceof Frame.Get get) {
      session.stay();
      if (!registry.stay(attachment, effects)) {
        return refuse(session, get, Refusal.FULL, "the relay knows too many clients", effects);
      }
      gets.serve(nowNanos, attachment, session, get);
    } else if (frame instanceof Frame.Terminate) {
      registry.terminate(attachment.client(), effects);
    } else {
      return refuse(session, frame, Refusal.PARAM, "a session is open already", effects);
    }
    commits.afterwards(session, frame.stamp().number());
    return Verdict.ACCEPTED;
  }

  /** A question is settled when it is taken; its answer is another matter. */
  private Verdict takeQuestion(
      long nowNanos, Session session, ClientId client, Frame frame, Effects effects) {
    Question question = Question.read(frame.payload());
    if (question == null || !question.word().isCarriedBy(frame)) {
      return refuse(session, frame, Refusal.PARAM, "no such question", effects);
    }
    session.stay();
    questions.ask(nowNanos, session, client, question, effects);
    commits.afterwards(session, frame.stamp().number());
    return Verdict.ACCEPTED;
  }

  private Verdict takeMail(
      long nowNanos, Session session, Attachment attachment, Frame.Send send, Effects effects) {
    ClientId client = attachment.client();
    Message message =
        index.isDevice(client) ? send.message().from(index.ownerOf(client)) : send.message();
    MessageId id = message.id();
    if (id == null) {
      return refuse(session, send, Refusal.PARAM, "a message needs a number, ;m", effects);
    }
    if (message.receipt() != Receipt.NONE && message.receipt() != Receipt.WANTED) {
      return refuse(session, send, Refusal.PARAM, "receipts are made by relays", effects);
    }
    if (message.via() != Via.DIRECT) {
      return refuse(session, send, Refusal.PARAM, "relays say by what way a text came", effects);
    }
    if (message.destination().isEveryone()) {
      return takeBroadcast(nowNanos, session, attachment, new Mail(send, message, id), effects);
    }
    if (!reception.mayGetMail(message.destination())) {
      String words = "no such user: " + message.destination() + " has no account";
      return refuse(session, send, Refusal.NOUSER, words, effects);
    }
    Acceptance acceptance = owesFetching(client, message)
        ? Acceptance.RECEIPTS_WAIT
        : station.accept(message, Station.Bearer.CLIENT, session, send.stamp().number());
    if (acceptance == Acceptance.NEW) {
      taken(client, message);
    }
    if (acceptance.isRefusal()) {
      await(session, client, message, acceptance);
      hearGetBehind(nowNanos, session, attachment);
      return refuse(session, send, acceptance.refusal(), acceptance.words(), effects);
    }
    return Verdict.ACCEPTED;
  }

  /** Receipts for its owner wait in a device's own mailbox; what was taken before isn't refused. */
  private boolean owesFetching(ClientId client, Message message) {
    return index.isDevice(client)
        && station.copies().owesFetching(client)
        && !station.knows(message);
  }

  private void taken(ClientId client, Message message) {
    if (router.isHere(message.destination())) {
      station.storedHere(message);
    }
    if (index.isDevice(client)) {
      devices.sent(client, message);
    }
  }

  private Verdict takeBroadcast(
      long nowNanos, Session session, Attachment attachment, Mail mail, Effects effects) {
    Frame.Send send = mail.frame;
    Crier.Refused refused =
        crier.take(nowNanos, mail.message, mail.id, session, send.stamp().number());
    if (refused == null) {
      return Verdict.ACCEPTED;
    }
    if (refused.reason() == Refusal.FULL) {
      router.waiting().awaitStation(Station.Bearer.CLIENT, session);
    } else if (refused.reason() == Refusal.QUOTA) {
      router.waiting().awaitTime(refused.againNanos(), session);
    }
    hearGetBehind(nowNanos, session, attachment);
    return refuse(session, send, refused.reason(), refused.words(), effects);
  }

  /** The message stays where it is until what it was refused for has changed. */
  private void await(Session session, ClientId client, Message message, Acceptance refused) {
    switch (refused) {
      case NEW, DUPLICATE, SETTLED -> throw new IllegalStateException(refused + " is no refusal");
      case FULL -> router.waiting().awaitStation(Station.Bearer.CLIENT, session);
      case MAILBOX_FULL -> router.waiting().awaitMailbox(message.destination(), session);
      case RECEIPTS_WAIT ->
        router
            .waiting()
            .awaitMailbox(
                station.copies().owesFetching(client) ? client : message.source(), session);
      case TOO_FAST -> router.waiting().awaitTime(station.nextSendNanos(message.source()), session);
    }
  }

  /** A get counts even behind a message that finds no room: fetching mail is what makes room. */
  private void hearGetBehind(long nowNanos, Session session, Attachment attachment) {
    if (session.link().firstBehind(ClientGets::asksForMail) instanceof Frame.Get get) {
      gets.allow(nowNanos, attachment, get);
    }
  }

  /** Refuses a frame that stays where it is; said once, and again when the sender repeats anything. */
  private Verdict refuse(
      Session session, Frame frame, Refusal reason, String words, Effects effects) {
    if (!session.refuses(frame.stamp().number())) {
      return Verdict.REFUSED;
    }
    effects.send(
        session.link().remote(), replies.refusal(frame.stamp(), frame.source(), reason, words));
    return Verdict.REFUSED;
  }
}
