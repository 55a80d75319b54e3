package org.chappe.server.node;

import java.util.BitSet;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.chappe.link.Cookies;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.chappe.node.Effects;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.broadcast.BroadcastTable;
import org.chappe.server.chain.Routes;
import org.chappe.server.devices.DeviceHomes;
import org.chappe.server.devices.Devices;
import org.chappe.server.directory.Directory;
import org.chappe.server.directory.OriginKey;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.Membership;
import org.chappe.server.rooms.Rooms;
import org.chappe.server.station.Mailbox;
import org.chappe.server.station.Station;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;

/**
 * One relay: dispatches what arrives and composes the parts that know what to do with it.
 *
 * <p>Frames are taken as they arrive. What follows from them — handing on, committing, acknowledging — is done when the
 * deadline comes, which is at once after the batch of frames: first commits, so that a fast store's answer is in before
 * acknowledgements go out, then everything else.
 */
public final class RelayNode implements Node {

  private final RelayConfig config;
  private final CommitQueue commits = new CommitQueue();
  private final Directory directory;
  private final Station station;
  private final Sessions sessions;
  private final Attachments attachments = new Attachments();
  private final Linkage linkage;
  private final Standing standing;
  private final Leaving leaving;
  private final Custody custody;
  private final RoomKeeper rooms;
  private final Devices devices;
  private final DeviceHomes deviceHomes;
  private final Router router;
  private final Introductions introductions;
  private final ClassicNumbers classicNumbers;
  private final HandedNumbers handedNumbers;
  private final Registry registry;
  private final AccountTable accounts;
  private final BroadcastTable broadcasts;
  private final Crier crier;
  private final Watchers watchers;
  private final Questions questions;
  private final Inbound inbound;
  private final Dispatch dispatch;
  private final Pump pump;
  private final ReplyQueue replyQueue = new ReplyQueue();
  private final Survey survey;
  private boolean turnDue = true;

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
  public RelayNode(RelayConfig given, Store store, RandomGenerator random, LongConsumer progress) {
    this.station = new Station(given.station(), store, commits, this::mailArrived);
    station.recover(progress);
    this.config = given.withIncarnation(station.beginRun(given.incarnation()));
    RelayNumber self = config.self();
    Replies replies = new Replies(self);
    this.directory =
        new Directory(new OriginKey(self.value(), config.incarnation()), random.nextLong());
    this.sessions = new Sessions(self, config.link(), config.sessionsMax(), random);
    KnownRelays known = new KnownRelays(store, commits);
    Roster roster = new Roster(config, known, random);
    this.accounts = new AccountTable(store, commits);
    this.broadcasts = new BroadcastTable(store, commits);
    LineTables tables = new LineTables(directory, accounts, broadcasts);
    this.linkage = new Linkage(config, roster, tables, sessions, random);
    directory.believeOnly(membership()::has);
    this.standing = new Standing(config, linkage, known.settings() != null, random);
    this.custody = new Custody(self.value(), directory, station, linkage, this::mailArrived);
    this.rooms = new RoomKeeper(
        self.value(),
        new Rooms(
            store,
            commits,
            new RoomPostbox(station.ownMail()),
            id -> RoomDesk.birthOf(accounts, id)),
        station,
        accounts,
        directory,
        standing.gate(),
        this::mailArrived);
    this.devices = new Devices(
        accounts, station, this::mailArrived, message -> RoomDesk.asks(accounts, message));
    this.deviceHomes = new DeviceHomes(
        self.value(), accounts.devices(), directory, this::isDead, this::ownerCameHome);
    this.router = new Router(
        self.value(), directory, station, sessions, attachments, custody, rooms, devices, linkage);
    Cookies cookies = new Cookies(random.nextLong(), random.nextLong());
    this.introductions = new Introductions(self.value(), roster, replies);
    Guests guests = new Guests(Guests.GUESTS_MAX);
    this.registry =
        new Registry(self.value(), directory, station, sessions, attachments, router, guests);
    RoomLending lending = new RoomLending(self.value(), accounts, directory, attachments, registry);
    station.lent().ask(lending);
    this.watchers = new Watchers(
        self, sessions, id -> lending.isRoom(id) || accounts.devices().isDevice(id));
    directory.onComing(watchers::changed);
    registry.onHomecoming(deviceHomes::attached);
    this.crier =
        new Crier(broadcasts, station, commits, attachments, registry, router, accounts.devices());
    Reception reception = new Reception(
        accounts, roster::needsAccounts, guests, attachments, registry, sessions, station);
    Greeter greeter = new Greeter(
        config,
        cookies,
        replies,
        sessions,
        attachments,
        directory,
        linkage,
        introductions,
        standing.gate(),
        reception);
    this.classicNumbers = new ClassicNumbers(self, config.incarnation(), ClassicNumbers.PAIRS_MAX);
    this.handedNumbers = new HandedNumbers(store, commits, HandedNumbers.CLIENTS_MAX);
    ClassicDesk classic = new ClassicDesk(
        classicNumbers,
        handedNumbers,
        commits,
        replies,
        station,
        attachments,
        registry,
        replyQueue,
        standing.gate(),
        reception,
        crier);
    ClientGets gets = new ClientGets(
        replies, station, router, new ClientGuide(self.value(), roster.membership()));
    FreshIds freshIds = new FreshIds(accounts, directory, random);
    DeviceDesk deviceDesk =
        new DeviceDesk(accounts, directory, reception, standing.gate(), freshIds);
    AccountDesk desk = new AccountDesk(
        accounts, reception, attachments, registry, station, standing.gate(), deviceDesk, random);
    RoomDesk roomDesk = new RoomDesk(
        rooms.rooms(), accounts, directory, standing.gate(), config.incarnation(), freshIds);
    this.questions =
        new Questions(replies, accounts, desk, roomDesk, deviceDesk, station, commits, watchers);
    this.inbound = new Inbound(
        replies,
        station,
        sessions,
        router,
        registry,
        new RelayFrames(router, registry, custody),
        new ClientFrames(
            replies,
            commits,
            station,
            router,
            registry,
            gets,
            questions,
            reception,
            crier,
            accounts.devices(),
            devices),
        devices);
    this.pump = new Pump(replies, sessions, registry);
    HandshakeAnswers answers = new HandshakeAnswers(standing, linkage, sessions);
    this.dispatch = new Dispatch(replies, sessions, classic, greeter, answers, inbound);
    this.leaving = new Leaving(
        directory, station, attachments, registry, router, linkage, replies, standing.gate());
    Survey.Mail mail = new Survey.Mail(
        station,
        custody,
        router,
        rooms,
        devices,
        deviceHomes,
        handedNumbers,
        classicNumbers,
        crier);
    Survey.Clients clients =
        new Survey.Clients(directory, sessions, attachments, registry, inbound, watchers);
    this.survey = new Survey(config, linkage, clients, mail, questions);
  }

  /** Whether it doesn't belong to the line any more, and does nothing. */
  private boolean isOver() {
    return standing.isOver() || leaving.isGone();
  }

  private void mailArrived(Mailbox mailbox) {
    router.drainLater(mailbox);
  }

  private boolean isDead(int relay) {
    Member member = membership().find(relay);
    return member == null || !member.state().mayCarry();
  }

  /** Somebody with devices is at home here: mail that was on its way elsewhere is theirs. */
  private void ownerCameHome(ClientId owner) {
    Mailbox mailbox = station.mailbox(owner);
    if (mailbox != null) {
      station.outgoing().takeBack(mailbox);
      router.drainLater(mailbox);
    }
  }

  @Override
  public Verdict step(long nowNanos, Input input, Effects effects) {
    if (isOver()) {
      return Verdict.UNEXPECTED;
    }
    station.advance(nowNanos);
    broadcasts.advance(station.ageSeconds());
    directory.advance(nowNanos);
    linkage.advance(nowNanos);
    if (input instanceof Input.DeadlineReached) {
      serveDeadline(nowNanos, effects);
      return Verdict.DEADLINE;
    }
    turnDue = true;
    if (input instanceof Input.FrameArrived arrived) {
      return dispatch.arrived(nowNanos, arrived.from(), arrived.decoded(), effects);
    }
    if (input instanceof Input.Committed committed) {
      commits.committed(committed.batch());
      return Verdict.COMMITTED;
    }
    if (input instanceof Input.Command command) {
      obey(nowNanos, command.order(), effects);
    }
    return Verdict.COMMANDED;
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
    standing.serve(nowNanos, effects);
    leaving.serve(nowNanos, effects);
    linkage.serve();
    linkage.ways().takeReports().forEach(effects::report);
    takeOtherWays(nowNanos);
    sessions.touchDue(nowNanos);
    custody.serve(nowNanos);
    inbound.drainWoken(nowNanos, router.waiting().takeWoken(nowNanos), effects);
    List<Neighbour> neighbours = linkage.neighbours();
    for (Neighbour neighbour : neighbours) {
      neighbour
          .lanes()
          .forEach(lane -> inbound.drainWoken(nowNanos, router.takeWoken(lane), effects));
    }
    questions.serve();
    crier.serve();
    watchers.serve(nowNanos);
    station.expire();
    rooms.serve(nowNanos);
    deviceHomes.serve(nowNanos);
    devices.serve(nowNanos);
    router.drainMailboxes(nowNanos);
    boolean committing = station.commit(effects);
    replyQueue.flush(effects);
    if (committing) {
      turnDue = true;
      return;
    }
    for (Neighbour neighbour : neighbours) {
      pump.neighbour(nowNanos, neighbour, effects);
    }
    pump.touchedSessions(nowNanos, effects);
  }

  private void takeOtherWays(long nowNanos) {
    BitSet turned = linkage.ways().takeTurned();
    if (!turned.isEmpty()) {
      custody.waysChanged(nowNanos, turned);
      router.waysChanged();
    }
  }

  @Override
  public long nextDeadline() {
    if (isOver()) {
      return NEVER;
    }
    if (turnDue || questions.isSearching() || crier.isCrying()) {
      return 0;
    }
    long earliest = Math.min(sessions.nextDeadline(), custody.nextDeadline());
    earliest =
        Math.min(earliest, Math.min(station.nextDeadline(), router.waiting().nextNanos()));
    earliest = Math.min(earliest, Math.min(directory.nextDeadline(), rooms.nextDeadline()));
    earliest = Math.min(earliest, Math.min(standing.nextDeadline(), leaving.nextDeadline()));
    earliest = Math.min(earliest, Math.min(devices.nextDeadline(), deviceHomes.nextDeadline()));
    return Math.min(earliest, Math.min(watchers.nextDeadline(), linkage.nextDeadline()));
  }

  // ---- what others may look at ----

  public Directory directory() {
    return directory;
  }

  /** What is known of what was lately written to all. */
  public BroadcastTable broadcasts() {
    return broadcasts;
  }

  public AccountTable accounts() {
    return accounts;
  }

  public Station station() {
    return station;
  }

  /** What is known of the relays of the line. */
  public Membership membership() {
    return linkage.membership();
  }

  /** The ways to them. */
  public Routes routes() {
    return linkage.ways().routes();
  }

  /** Whether all links that are wanted stand and nothing is under way on them. */
  public boolean isIdle() {
    return linkage.isIdle();
  }

  /** What the relay has done so far. */
  public RelayStatistics statistics() {
    return survey.statistics();
  }
}
