package org.chappe.server.node;

import java.util.List;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.chappe.node.Effects;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.broadcast.BroadcastTable;
import org.chappe.server.chain.Routes;
import org.chappe.server.directory.Directory;
import org.chappe.server.membership.Membership;
import org.chappe.server.station.Mailbox;
import org.chappe.server.station.Station;
import org.chappe.store.Store;

/**
 * One relay: dispatches what arrives and composes the parts that know what to do with it.
 *
 * <p>Frames are taken as they arrive. What follows from them — handing on, committing, acknowledging — is done when the
 * deadline comes, which is at once after the batch of frames: first commits, so that a fast store's answer is in before
 * acknowledgements go out, then everything else.
 */
public final class RelayNode implements Node {

  private final Holdings holdings;
  private final Carriage carriage;
  private final Clientele clientele;
  private final Desks desks;
  private final Inbound inbound;
  private final Dispatch dispatch;
  private final Pump pump;
  private final Leaving leaving;
  private final Survey survey;
  private boolean turnDue = true;
  private long advancedToNanos = -1;

  /**
   * Begins a run on a store that may hold the mail of runs before.
   *
   * @param store where mail rests; read here, written through {@link Effects#commit}
   * @param random for sessions, nonces and the cookie secret
   */
  public RelayNode(RelayConfig config, Store store, RandomGenerator random) {
    this(config, store, random, messages -> {});
  }

  /** The same; {@code progress} hears now and then how many messages were found in the store so far. */
  public RelayNode(RelayConfig config, Store store, RandomGenerator random, LongConsumer progress) {
    this.holdings = Holdings.read(config, store, random, progress, this::mailArrived);
    Attachments attachments = new Attachments();
    this.carriage = Carriage.of(holdings, store, attachments, this::mailArrived);
    this.clientele = Clientele.of(holdings, carriage, attachments);
    Replies replies = new Replies(holdings.config().self());
    this.desks = Desks.of(holdings, carriage, clientele, replies, store, random);
    this.inbound = inbound(replies);
    this.pump = new Pump(replies, holdings.sessions(), clientele.registry());
    this.dispatch = new Dispatch(
        replies,
        holdings.sessions(),
        desks.classic(),
        desks.greeter(),
        new HandshakeAnswers(holdings.standing(), holdings.linkage(), holdings.sessions()),
        inbound);
    this.leaving = new Leaving(
        holdings.directory(),
        holdings.station(),
        clientele.attachments(),
        clientele.registry(),
        carriage.router(),
        holdings.linkage(),
        replies,
        holdings.gate());
    this.survey = new Survey(holdings, carriage, clientele, desks, inbound);
  }

  private Inbound inbound(Replies replies) {
    Router router = carriage.router();
    ClientGets gets = new ClientGets(
        replies,
        holdings.station(),
        router,
        new ClientGuide(holdings.self(), holdings.linkage().membership()));
    return new Inbound(
        replies,
        holdings.station(),
        holdings.sessions(),
        router,
        clientele.registry(),
        new RelayFrames(router, clientele.registry(), carriage.custody()),
        new ClientFrames(
            replies,
            holdings.commits(),
            holdings.station(),
            router,
            clientele.registry(),
            gets,
            desks.questions(),
            clientele.reception(),
            clientele.crier(),
            holdings.accounts().devices(),
            carriage.devices()),
        carriage.devices());
  }

  private void mailArrived(Mailbox mailbox) {
    carriage.router().drainLater(mailbox);
  }

  /** Whether it doesn't belong to the line any more, and does nothing. */
  private boolean isOver() {
    return holdings.standing().isOver() || leaving.isGone();
  }

  @Override
  public Verdict step(long nowNanos, Input input, Effects effects) {
    if (isOver()) {
      return Verdict.UNEXPECTED;
    }
    advance(nowNanos);
    if (input instanceof Input.DeadlineReached) {
      serveDeadline(nowNanos, effects);
      return Verdict.DEADLINE;
    }
    turnDue = true;
    if (input instanceof Input.FrameArrived arrived) {
      return dispatch.arrived(nowNanos, arrived.from(), arrived.decoded(), effects);
    }
    if (input instanceof Input.Committed committed) {
      holdings.commits().committed(committed.batch());
      return Verdict.COMMITTED;
    }
    if (input instanceof Input.Command command) {
      obey(nowNanos, command.order(), effects);
    }
    return Verdict.COMMANDED;
  }

  private void advance(long nowNanos) {
    if (nowNanos != advancedToNanos) { // frames that came in one packet share their time
      advancedToNanos = nowNanos;
      holdings.advance(nowNanos);
    }
  }

  private void obey(long nowNanos, Input.Order order, Effects effects) {
    if (order instanceof RelayOrder.TellStatus) {
      effects.report(new RelayReport.Status(survey.status(nowNanos)));
    } else if (order instanceof RelayOrder.Leave) {
      leaving.begin(nowNanos);
    }
  }

  // ---- time ----

  private void serveDeadline(long nowNanos, Effects effects) {
    turnDue = false;
    serveLine(nowNanos, effects);
    List<Neighbour> neighbours = holdings.linkage().neighbours();
    drainWoken(nowNanos, effects);
    desks.questions().serve();
    clientele.serve(nowNanos);
    holdings.station().expire();
    carriage.serve(nowNanos);
    boolean committing = holdings.station().commit(effects);
    desks.replyQueue().flush(effects);
    if (committing) {
      turnDue = true;
      return;
    }
    for (Neighbour neighbour : neighbours) {
      pump.neighbour(nowNanos, neighbour, effects);
    }
    pump.touchedSessions(nowNanos, effects);
  }

  private void serveLine(long nowNanos, Effects effects) {
    Linkage linkage = holdings.linkage();
    holdings.standing().serve(nowNanos, effects);
    leaving.serve(nowNanos, effects);
    linkage.serve();
    linkage.ways().takeReports().forEach(effects::report);
    if (linkage.ways().haveTurned()) {
      carriage.waysChanged(nowNanos, linkage.ways().takeTurned());
    }
    holdings.sessions().touchDue(nowNanos);
    carriage.custody().serve(nowNanos);
  }

  private void drainWoken(long nowNanos, Effects effects) {
    Router router = carriage.router();
    inbound.drainWoken(nowNanos, router.waiting().takeWoken(nowNanos), effects);
    for (Lane lane : router.awaitedLanes()) {
      inbound.drainWoken(nowNanos, router.takeWoken(lane), effects);
    }
  }

  @Override
  public long nextDeadline() {
    if (isOver()) {
      return NEVER;
    }
    if (turnDue || desks.questions().isSearching() || clientele.crier().isCrying()) {
      return 0;
    }
    long inside = Math.min(holdings.nextDeadline(), carriage.nextDeadline());
    return Math.min(inside, Math.min(clientele.watchers().nextDeadline(), leaving.nextDeadline()));
  }

  // ---- what others may look at ----

  public Directory directory() {
    return holdings.directory();
  }

  /** What is known of what was lately written to all. */
  public BroadcastTable broadcasts() {
    return holdings.tables().broadcasts();
  }

  public AccountTable accounts() {
    return holdings.accounts();
  }

  public Station station() {
    return holdings.station();
  }

  /** What is known of the relays of the line. */
  public Membership membership() {
    return holdings.linkage().membership();
  }

  /** The ways to them. */
  public Routes routes() {
    return holdings.linkage().ways().routes();
  }

  /** Whether all links that are wanted stand and nothing is under way on them. */
  public boolean isIdle() {
    return holdings.linkage().isIdle();
  }

  /** What the relay has done so far. */
  public RelayStatistics statistics() {
    return survey.statistics();
  }
}
