package org.chappe.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.chappe.link.Link;
import org.chappe.link.LinkConfig;
import org.chappe.link.LinkName;
import org.chappe.model.Address;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.model.Via;
import org.chappe.node.Answer;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Question;
import org.chappe.node.RelayList;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * A home for any number of clients that speaks the session protocol and keeps mail in memory: enough for a client to
 * talk to. It knows messages again by their numbers, but not across {@link #restart}.
 */
public final class FakeHome implements Node {

  private static final long COOKIE = 42;

  /** What the home does with a handshake or a message. */
  public record Reason(Refusal refusal, String words) {}

  private static final class Guest {
    Endpoint endpoint;
    final Link link;
    final long nonce;
    long leaseUntilNanos;

    Guest(Link link, Endpoint endpoint, long nonce) {
      this.link = link;
      this.endpoint = endpoint;
      this.nonce = nonce;
    }
  }

  /** Refuses messages with these texts, each time they come. */
  public final Map<String, Reason> refusedTexts = new HashMap<>();

  /** The receipts that the home makes at once for each message that asks for them, in this order. */
  public final List<Receipt> receipts = new ArrayList<>();

  /** Everything that was taken, in order, doubles left out. */
  public final List<Message> taken = new ArrayList<>();

  /** Requests for mail that came, by their seconds. */
  public final List<Integer> requests = new ArrayList<>();

  public final List<ClientId> terminated = new ArrayList<>();

  /** The relays that it tells clients of who ask. */
  public RelayList relays = new RelayList(List.of());

  /** Questions that came, in order. */
  public final List<Question> questions = new ArrayList<>();

  /** How it answers them. */
  public Function<Question, List<Answer>> answers = question -> List.of();

  /** Refuses every message. */
  public @Nullable Reason refusesAll;

  public @Nullable Reason handshakeRefusal;
  public int handshakes;

  /** How often it has refused a frame. */
  public final AtomicInteger refusals = new AtomicInteger();

  /** The payload of the answer that grants a session. */
  public String answer = "";

  /** The payloads of the handshakes that came with a cookie, in order. */
  public final List<String> hellos = new ArrayList<>();

  private final RelayNumber number;
  private final Map<ClientId, Guest> guests = new LinkedHashMap<>();
  private final Map<ClientId, Deque<Message>> mail = new HashMap<>();
  private final Map<ClientId, Integer> pushed = new HashMap<>();
  private final Set<List<Object>> known = new LinkedHashSet<>();
  private long sessions = 1000;

  public FakeHome(RelayNumber number) {
    this.number = number;
  }

  /** Forgets all sessions, as a new start does, but not the mail. */
  public void restart() {
    guests.clear();
    pushed.clear();
  }

  /** Leaves mail for a client, who gets it when it asks or while it listens. */
  public void leaveMail(Message message) {
    mailOf(message.destination()).add(message);
  }

  /** Tells a client that has a session something, be it that it has asked or not. */
  public void tell(ClientId client, Payload what) {
    Objects.requireNonNull(guests.get(client))
        .link
        .offerControl(
            new Frame.Get(Stamp.unnumbered(), number, client, Frame.Get.NO_WAIT, what, ""));
  }

  /** How many clients have a session. */
  public int guests() {
    return guests.size();
  }

  /** How many messages wait for a client, whether on the way already or not. */
  public int waiting(ClientId client) {
    return mailOf(client).size();
  }

  @Override
  public Verdict step(long nowNanos, Input input, Effects effects) {
    if (input instanceof Input.FrameArrived arrived && arrived.decoded() instanceof Frame frame) {
      onFrame(nowNanos, arrived.from(), frame, effects);
    }
    for (Map.Entry<ClientId, Guest> guest : guests.entrySet()) {
      if (nowNanos < guest.getValue().leaseUntilNanos) {
        push(guest.getKey(), guest.getValue());
      }
    }
    if (input instanceof Input.DeadlineReached) {
      guests.values().forEach(guest -> guest.link.pump(nowNanos, effects));
    }
    return Verdict.ACCEPTED;
  }

  @Override
  public long nextDeadline() {
    return guests.values().stream()
        .mapToLong(guest -> guest.link.nextDeadline())
        .min()
        .orElse(NEVER);
  }

  private void onFrame(long nowNanos, Endpoint from, Frame frame, Effects effects) {
    if (frame instanceof Frame.Handshake handshake && !frame.stamp().isNumbered()) {
      onHandshake(nowNanos, from, handshake, effects);
      return;
    }
    Guest guest = frame.source() instanceof ClientId client ? guests.get(client) : null;
    if (guest == null || guest.link.name().session() != frame.stamp().session()) {
      if (!(frame instanceof Frame.Ack)) {
        refuse(from, frame, new Reason(Refusal.WHO, "no such session"), effects);
      }
    } else if (frame instanceof Frame.Ack ack) {
      guest.link.acknowledge(nowNanos, ack, this::onAcknowledged);
    } else {
      guest.endpoint = from;
      guest.link.receive(nowNanos, frame);
      takeInOrder(nowNanos, (ClientId) frame.source(), guest, effects);
    }
  }

  private void onHandshake(
      long nowNanos, Endpoint from, Frame.Handshake handshake, Effects effects) {
    handshakes++;
    ClientId client = (ClientId) handshake.source();
    Reason reason = handshakeRefusal;
    if (reason != null) {
      effects.send(from, answer(Stamp.unnumbered(), handshake, reason, Stamp.NONE));
    } else if (handshake.cookie() != COOKIE) {
      effects.send(from, answer(Stamp.unnumbered(), handshake, null, COOKIE));
    } else {
      hellos.add(handshake.payload().text());
      Guest guest = guests.get(client);
      if (guest == null || guest.nonce != handshake.nonce()) {
        LinkName name = new LinkName(number, client, ++sessions);
        guest = new Guest(
            new Link(LinkConfig.DEFAULT, name, from, 10_000_000L, nowNanos),
            from,
            handshake.nonce());
        guests.put(client, guest);
        pushed.put(client, 0);
      }
      Stamp stamp = new Stamp(Stamp.VERSION, guest.link.name().session(), Stamp.NONE, 0);
      effects.send(from, answer(stamp, handshake, null, Stamp.NONE));
    }
  }

  private Frame.Ack answer(
      Stamp stamp, Frame.Handshake handshake, @Nullable Reason reason, long cookie) {
    String granted = stamp.session() == Stamp.NONE ? "" : answer;
    return new Frame.Ack(
        stamp,
        number,
        handshake.source(),
        reason == null ? null : reason.refusal(),
        handshake.nonce(),
        cookie,
        Payload.of(reason == null ? granted : reason.words()),
        "");
  }

  private void refuse(Endpoint to, Frame frame, Reason reason, Effects effects) {
    refusals.incrementAndGet();
    effects.send(
        to,
        new Frame.Ack(
            frame.stamp(),
            number,
            frame.source(),
            reason.refusal(),
            Stamp.NONE,
            Stamp.NONE,
            Payload.of(reason.words()),
            ""));
  }

  private void takeInOrder(long nowNanos, ClientId client, Guest guest, Effects effects) {
    Frame next = guest.link.peek();
    while (next != null) {
      Reason reason = next instanceof Frame.Send && refusesAll != null
          ? refusesAll
          : refusedTexts.get(next.payload().text());
      if (reason != null) {
        refuse(guest.endpoint, next, reason, effects);
        return;
      }
      guest.link.take();
      guest.link.settle(next.stamp().number());
      onInOrder(nowNanos, client, guest, next);
      next = guest.link.peek();
    }
  }

  private void onInOrder(long nowNanos, ClientId client, Guest guest, Frame frame) {
    if (frame instanceof Frame.Send send) {
      Message message = send.message();
      if (known.add(
          List.of(message.source(), message.destination(), Objects.requireNonNull(message.id())))) {
        taken.add(message);
        leaveMail(message);
        receipts.stream()
            .filter(kind -> message.receipt() == Receipt.WANTED)
            .forEach(kind -> leaveMail(receipt(kind, message)));
      }
    } else if (frame instanceof Frame.Get get && RelayList.isMeant(get.payload())) {
      tellOfRelays(client, RelayList.asked(get.payload()));
    } else if (Question.isMeant(frame.payload())) {
      onQuestion(client, Objects.requireNonNull(Question.read(frame.payload())));
    } else if (frame instanceof Frame.Get get) {
      requests.add(get.waitSeconds());
      int unsent = waiting(client) - pushed.getOrDefault(client, 0);
      tell(client, Payload.of(Integer.toString(unsent)));
      push(client, guest);
      guest.leaseUntilNanos = get.waitSeconds() > 0
          ? nowNanos + get.waitSeconds() * 1_000_000_000L
          : guest.leaseUntilNanos;
    } else if (frame instanceof Frame.Terminate) {
      terminated.add(client);
    }
  }

  private void onQuestion(ClientId client, Question question) {
    questions.add(question);
    answers.apply(question).forEach(page -> tell(client, page.payload()));
  }

  private void tellOfRelays(ClientId client, long hash) {
    if (relays.hash() != hash) {
      relays.pages().forEach(page -> tell(client, page));
    }
  }

  private static Message receipt(Receipt kind, Message message) {
    ClientId recipient = message.destination();
    ClientId writer = message.source();
    return new Message(
        recipient,
        writer,
        message.id(),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        kind,
        Via.DIRECT,
        null,
        Payload.EMPTY);
  }

  private void push(ClientId client, Guest guest) {
    int sent = pushed.getOrDefault(client, 0);
    for (Message message : mailOf(client).stream().skip(sent).toList()) {
      if (guest.link.offer(new Frame.Send(Stamp.unnumbered(), message, ""))) {
        sent++;
      }
    }
    pushed.put(client, sent);
  }

  private void onAcknowledged(Frame frame) {
    if (frame instanceof Frame.Send send) {
      mailOf(send.message().destination()).remove();
      pushed.merge(send.message().destination(), -1, Integer::sum);
    }
  }

  private Deque<Message> mailOf(Address client) {
    return mail.computeIfAbsent((ClientId) client, key -> new ArrayDeque<>());
  }
}
