package org.chappe.server.node;

import org.chappe.link.Cookies;
import org.chappe.model.Address;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.chappe.server.directory.Directory;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * Answers handshakes of clients and of lower relays; those of higher ones are knocks.
 *
 * <p>Nothing is kept until the cookie has come back and so proven the address. A session that was offered replaces the
 * one in use when its first frame arrives, so that an old handshake which turns up again can't end a live session.
 */
final class Greeter {

  /** The round-trip time that a responder assumes before it has measured one, in nanoseconds. */
  static final long RTT_GUESS_NANOS = 100_000_000L;

  private final RelayConfig config;
  private final Cookies cookies;
  private final Replies replies;
  private final Sessions sessions;
  private final Attachments attachments;
  private final Directory directory;
  private final Linkage linkage;
  private final Introductions introductions;
  private final Gate gate;
  private final Reception reception;

  Greeter(
      RelayConfig config,
      Cookies cookies,
      Replies replies,
      Sessions sessions,
      Attachments attachments,
      Directory directory,
      Linkage linkage,
      Introductions introductions,
      Gate gate,
      Reception reception) {
    this.config = config;
    this.cookies = cookies;
    this.replies = replies;
    this.sessions = sessions;
    this.attachments = attachments;
    this.directory = directory;
    this.linkage = linkage;
    this.introductions = introductions;
    this.gate = gate;
    this.reception = reception;
  }

  Verdict greet(long nowNanos, Endpoint from, Frame.Handshake handshake, Effects effects) {
    if (handshake.nonce() == Stamp.NONE) {
      return refuse(from, handshake, Refusal.PARAM, "a handshake needs a nonce, ;n", effects);
    }
    if (handshake.destination() instanceof RelayNumber meant && !meant.equals(config.self())) {
      String words = "this is relay " + config.self() + ", not " + meant;
      return refuse(from, handshake, Refusal.PARAM, words, effects);
    }
    if (isKnock(from, handshake)) {
      linkage.knockedBy(((RelayNumber) handshake.source()).value());
      return Verdict.ACCEPTED;
    }
    if (!cookies.isGenuine(nowNanos, from, handshake)) {
      effects.send(from, replies.challenge(handshake, cookies.issue(nowNanos, from, handshake)));
      return Verdict.ACCEPTED;
    }
    if (JoinText.isMeant(handshake.payload())) {
      boolean isSettled = gate.isOpen() && linkage.isSettled();
      return introductions.answer(from, handshake, isSettled, effects);
    }
    Address source = handshake.source();
    return source instanceof ClientId client
        ? greetClient(nowNanos, from, handshake, client, effects)
        : greetRelay(nowNanos, from, handshake, effects);
  }

  /** Whether a higher relay of the line wants to be asked for a session. */
  private boolean isKnock(Endpoint from, Frame.Handshake handshake) {
    return handshake.source() instanceof RelayNumber number
        && number.value() > config.self().value()
        && !JoinText.isMeant(handshake.payload())
        && linkage.roster().isMember(number.value(), from);
  }

  private Verdict refuse(
      Endpoint to, Frame.Handshake handshake, Refusal reason, String words, Effects effects) {
    effects.send(to, replies.unwelcome(handshake, reason, words));
    return Verdict.REFUSED;
  }

  private Verdict greetClient(
      long nowNanos, Endpoint from, Frame.Handshake handshake, ClientId client, Effects effects) {
    if (!gate.isOpen()) {
      return refuse(from, handshake, Refusal.BUSY, gate.words(), effects);
    }
    if (reception.mustProve(client)) {
      return greetGuest(nowNanos, from, handshake, client, effects);
    }
    Attachment attachment = attachments.of(client);
    ClientHello hello = ClientHello.read(handshake.payload());
    Session offer = offered(attachment.session(), attachment.pending(), handshake.nonce());
    if (offer == null) {
      offer = sessions.accept(attachment, client, from, handshake.nonce(), nowNanos);
      if (offer == null) {
        attachments.forgetIfUnused(attachment);
        return refuse(from, handshake, Refusal.BUSY, "too many sessions; try again later", effects);
      }
      closeIfAny(attachment.pending());
      long promised = directory.versionAfterRegister(client, hello.version());
      attachment.offered(offer, hello.version(), promised);
      sessions.touch(offer);
    }
    Payload answer = new ClientHello(attachment.versionPromised()).payload();
    effects.send(from, replies.welcome(handshake, offer.id(), answer));
    return Verdict.ACCEPTED;
  }

  /** Whoever shakes hands under an ID that isn't free gets a session, too: it has to prove itself there. */
  private Verdict greetGuest(
      long nowNanos, Endpoint from, Frame.Handshake handshake, ClientId client, Effects effects) {
    Guest guest = reception.guests().find(client, handshake.nonce());
    Attachment owner = attachments.find(client);
    Session offer = guest == null ? null : offered(guest.session(), guest.pending(), guest.nonce());
    if (offer == null && owner != null) {
      offer = offered(owner.session(), null, handshake.nonce());
    }
    long version = ClientHello.read(handshake.payload()).version();
    long promised = directory.versionAfterRegister(client, version);
    if (offer == null) {
      Guest fresh = new Guest(client, handshake.nonce(), version, promised);
      offer = sessions.accept(fresh, client, from, handshake.nonce(), nowNanos);
      if (offer == null) {
        return refuse(from, handshake, Refusal.BUSY, "too many sessions; try again later", effects);
      }
      fresh.offered(offer);
      reception.displace(reception.guests().add(fresh));
      sessions.touch(offer);
    }
    effects.send(from, replies.welcome(handshake, offer.id(), new ClientHello(promised).payload()));
    return Verdict.ACCEPTED;
  }

  private Verdict greetRelay(
      long nowNanos, Endpoint from, Frame.Handshake handshake, Effects effects) {
    RelayHello hello = RelayHello.read(handshake.payload());
    if (hello == null
        || !(handshake.source() instanceof RelayNumber number)
        || !linkage.roster().isMember(number.value(), from)) {
      String words = "relay " + config.self() + " knows no such relay at your address";
      return refuse(from, handshake, Refusal.AUTH, words, effects);
    }
    Neighbour lower = linkage.askedBy(number.value());
    if (lower == null) {
      return refuse(from, handshake, Refusal.BUSY, "too many links; try again later", effects);
    }
    Lane lane = lower.lane(hello.lane());
    if (lane == null) {
      String words =
          "relay " + config.self() + " holds " + linkage.roster().settings().lanes() + " lanes";
      return refuse(from, handshake, Refusal.PARAM, words, effects);
    }
    Session offer = offered(lane.session(), lane.pending(), handshake.nonce());
    if (offer == null) {
      offer = sessions.accept(lane, lower.number(), from, handshake.nonce(), nowNanos);
      if (offer == null) {
        return refuse(from, handshake, Refusal.BUSY, "too many sessions; try again later", effects);
      }
      closeIfAny(lane.pending());
      lane.offered(offer);
      lower.watch().heard(nowNanos);
      sessions.touch(offer);
    }
    Payload answer = new RelayHello(hello.lane(), config.incarnation()).payload();
    effects.send(from, replies.welcome(handshake, offer.id(), answer));
    return Verdict.ACCEPTED;
  }

  /** The session that this very handshake has been given already, or null. */
  private static @Nullable Session offered(
      @Nullable Session inUse, @Nullable Session pending, long nonce) {
    if (inUse != null && inUse.nonce() == nonce) {
      return inUse;
    }
    return pending != null && pending.nonce() == nonce ? pending : null;
  }

  private void closeIfAny(@Nullable Session session) {
    if (session != null) {
      sessions.close(session);
    }
  }
}
