package org.chappe.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.chappe.client.session.ClientConfig;
import org.chappe.client.session.ClientNode;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.ClientReport;
import org.chappe.client.session.Home;
import org.chappe.client.session.JournalSpaces;
import org.chappe.client.session.Stage;
import org.chappe.model.Address;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.StoreKey;
import org.chappe.simulation.Safekeeping.Shelf;
import org.chappe.wire.Refusal;
import org.jspecify.annotations.Nullable;

/** A user with the real client. */
final class ChappeClient implements SimClient {

  /** The space of a journal for what is on its way. */
  private static final int OUTBOX = 4;

  /** The token of what an earlier life was told to send. */
  private static final long EARLIER = -1;

  private static final long BACK_AGAIN_NANOS = Simulation.SECOND;

  private final Simulation simulation;
  private final Ledger ledger;
  private final ClientId id;
  private final SimHost host;
  private final Map<Long, Letter> open = new LinkedHashMap<>();
  private Runnable onTerminated = () -> {};
  private Supplier<Wish> wishes = () -> Wish.NONE;
  private long nextToken;
  private long lastEpoch = SimLine.EPOCH_MILLIS - 1;
  private int leaseSeconds;
  private ClientOrder.Attach home;
  private boolean knowsAll;
  private boolean isLeaving;
  private final boolean isOwner;
  private Consumer<Effects.Report> listener = report -> {};
  private @Nullable Address attachedTo;

  /** A client that is at home nowhere until {@link #attach}; that of an owner says nothing until it is logged in, or told that it needn't be. */
  ChappeClient(SimLine line, ClientId id, Endpoint endpoint, int home, boolean isOwner) {
    this.isOwner = isOwner;
    this.simulation = line.simulation();
    this.ledger = line.ledger();
    this.id = id;
    this.home = attachment(line, home);
    this.host = simulation.addHost(
        "client " + id,
        endpoint,
        new SimStore(simulation, line.setup().commitNanosMax()),
        (store, random) ->
            line.planted().apply(new ClientNode(config(line), store.open(), random)));
    host.onDeath(dead -> died());
    ledger.users().setJournal(id, host);
    line.safekeeping().watch(host, ChappeClient::shelf);
    host.effects().onShown((at, delivery) -> ledger.shown(at, id, delivery));
    host.effects().onReport((at, report) -> hear(report));
    host.setProbe(new Probe() {
      @Override
      public @Nullable String outstanding() {
        boolean promised = ledger.areReceiptsPromised() && ledger.users().keepsMailbox(id);
        long waiting =
            open.values().stream().filter(letter -> letter.isAwaited(promised)).count();
        return waiting == 0 ? null : waiting + " letters without an outcome";
      }
    });
  }

  private static Shelf shelf(StoreKey key) {
    return switch (key.space()) {
      case JournalSpaces.RECEIVED -> Shelf.JOURNAL;
      case OUTBOX -> Shelf.OUTBOX;
      default -> Shelf.NOTHING;
    };
  }

  /** Only what isn't in its journal is numbered in an epoch of this life. */
  private ClientConfig config(SimLine line) {
    lastEpoch = Math.max(lastEpoch + 1, line.nowMillis());
    return new ClientConfig(
        id, lastEpoch, ClientConfig.UNLIMITED, line.setup().clientLink(), null, isOwner);
  }

  private void died() {
    ledger.died(id);
    open.clear();
  }

  /** What its program does when it begins to live again. */
  void returnWhenRevived() {
    host.onLife(at -> {
      if (host.lives() > 1) {
        attach();
        listen(leaseSeconds);
      }
    });
  }

  /** Who hears as well what the client tells its program. */
  void onReport(Consumer<Effects.Report> newListener) {
    listener = newListener;
  }

  /** What it wants of each letter from now on. */
  void wish(Supplier<Wish> newWishes) {
    wishes = newWishes;
  }

  private static ClientOrder.Attach attachment(SimLine line, int relay) {
    return new ClientOrder.Attach(new RelayNumber(relay), line.relay(relay).endpoint());
  }

  @Override
  public ClientId id() {
    return id;
  }

  @Override
  public SimHost host() {
    return host;
  }

  private void goes() {
    isLeaving = true;
    ledger.cries().wentAway(id);
  }

  /** Shakes hands with its home. */
  void attach() {
    isLeaving = false;
    host.command(home);
  }

  /** From the next {@link #attach} on it goes to another relay when its home is lost. */
  void knowAllRelays(SimLine line, boolean nearest) {
    knowsAll = true;
    home = withAll(line, home.homes().get(0), nearest);
  }

  /** From the next {@link #attach} on it knows its home alone, and whom that tells it of. */
  void learnFromHome() {
    home = new ClientOrder.Attach(home.homes().subList(0, 1), false, true);
  }

  private static ClientOrder.Attach withAll(SimLine line, Home preferred, boolean nearest) {
    List<Home> homes = new ArrayList<>(List.of(preferred));
    for (int relay : line.numbers()) {
      Home other = attachment(line, relay).homes().get(0);
      if (!homes.contains(other)) {
        homes.add(other);
      }
    }
    return new ClientOrder.Attach(homes, nearest, true);
  }

  /** The number of the relay that it was attached to last; 0 for none. */
  int attachedTo() {
    return attachedTo instanceof RelayNumber number ? number.value() : 0;
  }

  /** Makes another relay its home. */
  void moveTo(SimLine line, int relay) {
    ClientOrder.Attach next = attachment(line, relay);
    next = knowsAll ? withAll(line, next.homes().get(0), false) : next;
    if (!next.equals(home)) {
      ledger.users().movedHome(id);
    }
    home = next;
    attach();
  }

  /** Has mail pushed as it comes. */
  void listen(int newLeaseSeconds) {
    leaseSeconds = newLeaseSeconds;
    host.command(new ClientOrder.Listen(newLeaseSeconds));
  }

  /** Signs off; what is to happen then happens once every letter before it is settled. */
  void terminate(Runnable then) {
    onTerminated = then;
    goes();
    ledger.users().movedHome(id);
    host.command(new ClientOrder.Terminate());
  }

  /** Goes quiet without telling anyone. */
  void leave() {
    goes();
    host.command(new ClientOrder.Leave());
  }

  @Override
  public void write(ClientId destination, Payload text) {
    if (host.isDown()) {
      return;
    }
    long token = nextToken++;
    Wish wish = wishes.get();
    open.put(token, ledger.write(id, destination, text, wish));
    host.command(new ClientOrder.Send(token, destination, text, wish.until(), wish.lifeSeconds()));
  }

  /** Writes a text to all. */
  void cry(Payload text) {
    if (!host.isDown()) {
      long token = nextToken++;
      open.put(token, ledger.write(id, ClientId.EVERYONE, text, Wish.NONE));
      host.command(new ClientOrder.Send(token, ClientId.EVERYONE, text));
    }
  }

  @Override
  public void poll() {
    host.command(new ClientOrder.Fetch());
  }

  private void hear(Effects.Report report) {
    listener.accept(report);
    if (report instanceof ClientReport.Attached attached) {
      hear(attached);
    } else if (report instanceof ClientReport.Accepted accepted && accepted.token() != EARLIER) {
      ledger.accepted(heardOf(accepted.token(), Stage.ACCEPTED));
    } else if (report instanceof ClientReport.Stored stored && stored.token() != EARLIER) {
      ledger.told(heardOf(stored.token(), Stage.STORED), Receipt.STORED);
    } else if (report instanceof ClientReport.Delivered told && told.token() != EARLIER) {
      ledger.told(heardOf(told.token(), Stage.DELIVERED), Receipt.DELIVERED);
    } else if (report instanceof ClientReport.Expired expired) {
      ledger.told(settle(expired.token()), Receipt.EXPIRED);
    } else if (report instanceof ClientReport.Failed failed) {
      ledger.told(settle(failed.token()), Receipt.FAILED);
    } else if (report instanceof ClientReport.Refused refused) {
      hear(refused);
    } else if (report instanceof ClientReport.Unknown unknown && unknown.token() != EARLIER) {
      ledger.unknown(settle(unknown.token()));
    } else if (report instanceof ClientReport.Undelivered told) {
      ledger.undelivered(id, told.destination(), told.id(), told.reason());
    } else if (report instanceof ClientReport.Terminated) {
      simulation.encounters().count(Encounter.SIGNED_OFF);
      onTerminated.run();
    } else if (report instanceof ClientReport.Rejected) {
      simulation.in(BACK_AGAIN_NANOS, this::attach);
    }
  }

  private void hear(ClientReport.Attached attached) {
    if (attachedTo != null && !attachedTo.equals(attached.relay())) {
      ledger.users().movedHome(id);
    }
    attachedTo = attached.relay();
    if (!isLeaving && !isOwner) {
      ledger.cries().came(id);
    }
    if (!home.homes().get(0).relay().equals(attachedTo)) {
      simulation.encounters().count(Encounter.WENT_ELSEWHERE);
    }
  }

  private void hear(ClientReport.Refused refused) {
    Letter letter = settle(refused.token());
    if (refused.refusal() == Refusal.BUSY) {
      ledger.givenUp(letter);
    } else {
      ledger.refused(letter);
    }
  }

  /** The letter with a token, which is settled with the last stage that its writer waits for. */
  private Letter heardOf(long token, Stage stage) {
    Letter letter = settle(token);
    if (letter.wish.until() != stage) {
      open.put(token, letter);
    }
    return letter;
  }

  private Letter settle(long token) {
    Letter letter = open.remove(token);
    if (letter == null) {
      throw simulation.violation(
          Invariant.OUTCOME,
          id + " hears the outcome of a letter that has none or had it: " + token);
    }
    return letter;
  }
}
