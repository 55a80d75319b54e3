package org.chappe.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.chappe.client.session.ClientConfig;
import org.chappe.client.session.ClientNode;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.ClientReport;
import org.chappe.client.session.Stage;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.node.QuestionWord;
import org.jspecify.annotations.Nullable;

/** A user of rooms with the real client and a journal, that lives again where it died. */
final class RoomUser {

  /** An answer of a room. */
  record Answer(ClientId room, String text) {}

  private static final int LEASE_SECONDS = 30;

  private final SimLine line;
  private final ClientId id;
  private final SimHost host;
  private final RoomLedger ledger;
  private final List<Answer> answers = new ArrayList<>();
  private final List<Delivery> shown = new ArrayList<>();
  private final Map<Long, Consumer<ClientReport>> questions = new LinkedHashMap<>();
  private final Map<Long, RoomText> texts = new LinkedHashMap<>();
  private int home;
  private long nextToken;
  private long lastEpoch = SimLine.EPOCH_MILLIS - 1;
  private boolean isListening;

  RoomUser(SimLine line, RoomLedger ledger, int number, int home) {
    this(line, ledger, number, home, good -> good);
  }

  /** @param planted what is made of each of its nodes */
  RoomUser(SimLine line, RoomLedger ledger, int number, int home, UnaryOperator<Node> planted) {
    this.line = line;
    this.ledger = ledger;
    this.home = home;
    this.id = new ClientId(7_000_000_000L + number);
    this.host = line.simulation()
        .addHost(
            "member " + number,
            Endpoint.ipv4(0x0A05_0000 + number, 30_000 + number),
            new SimStore(line.simulation(), line.setup().commitNanosMax()),
            (store, random) -> planted.apply(new ClientNode(config(), store.open(), random)));
    host.effects().onShown((at, delivery) -> show(delivery));
    host.effects().onReport((at, report) -> hear(report));
    host.onDeath(dead -> questions.clear());
    host.onLife(at -> comeBack());
    host.setProbe(new Probe() {
      @Override
      public @Nullable String outstanding() {
        return ledger.missing(id);
      }
    });
    ledger.add(this);
  }

  private ClientConfig config() {
    lastEpoch = Math.max(lastEpoch + 1, line.nowMillis());
    return new ClientConfig(id, lastEpoch, ClientConfig.UNLIMITED, line.setup().clientLink());
  }

  private void comeBack() {
    if (isListening) {
      moveTo(home);
      listen();
    }
  }

  ClientId id() {
    return id;
  }

  SimHost host() {
    return host;
  }

  /** Attaches to a relay, or moves to it. */
  void moveTo(int relay) {
    home = relay;
    host.command(
        new ClientOrder.Attach(new RelayNumber(relay), line.relay(relay).endpoint()));
  }

  /** Has mail pushed as it comes, in all lives. */
  void listen() {
    isListening = true;
    host.command(new ClientOrder.Listen(LEASE_SECONDS));
  }

  /** Goes quiet until it moves or attaches again. */
  void leave() {
    host.command(new ClientOrder.Leave());
  }

  /** Asks its home something. */
  void ask(QuestionWord word, String rest, Consumer<ClientReport> then) {
    long token = nextToken++;
    questions.put(token, then);
    host.command(new ClientOrder.Ask(token, word, rest));
  }

  /** Asks until a room is founded. */
  void found(String name, Consumer<ClientId> then) {
    ask(QuestionWord.FOUND, name, report -> {
      if (report instanceof ClientReport.Answered answered) {
        ClientId room = ClientId.parse(answered.items().get(0));
        ledger.founded(room, name);
        then.accept(room);
      } else {
        line.simulation().in(Simulation.SECOND, () -> found(name, then));
      }
    });
  }

  /** Asks a room something. */
  void command(ClientId room, String text) {
    ledger.commanded(id, room, text);
    host.command(new ClientOrder.Send(
        nextToken++, room, Payload.of(text), Stage.ACCEPTED, Message.UNLIMITED));
  }

  /** Asks for an item of a queue. */
  void take(ClientId queue) {
    command(queue, "/take t" + nextToken);
  }

  /** Writes a text to a room. */
  RoomText write(ClientId room, String text) {
    RoomText written = ledger.written(id, room, text);
    if (!host.isDown()) {
      texts.put(nextToken, written);
      Payload sent = Payload.of(text.startsWith("/") ? "/" + text : text);
      host.command(
          new ClientOrder.Send(nextToken++, room, sent, Stage.DELIVERED, Message.UNLIMITED));
    }
    return written;
  }

  private void show(Delivery delivery) {
    shown.add(delivery);
    ledger.shown(id, delivery);
  }

  private void hear(Effects.Report report) {
    if (report instanceof ClientReport.RoomAnswered answer) {
      hear(new Answer(answer.room(), answer.text()));
    } else if (report instanceof ClientReport.Delivered delivered) {
      told(delivered.token(), RoomText.End.TAKEN);
    } else if (report instanceof ClientReport.Failed failed) {
      told(failed.token(), RoomText.End.REFUSED);
    } else if (report instanceof ClientReport.Answered answered) {
      answered(answered.id(), answered);
    } else if (report instanceof ClientReport.Denied denied) {
      answered(denied.id(), denied);
    } else if (report instanceof ClientReport.Unanswered none) {
      answered(none.id(), none);
    }
  }

  private void answered(long question, ClientReport report) {
    Consumer<ClientReport> asker = questions.remove(question);
    if (asker != null) {
      asker.accept(report);
    }
  }

  private void hear(Answer answer) {
    answers.add(answer);
    ledger.answered(id, answer);
  }

  private void told(long token, RoomText.End end) {
    RoomText text = texts.get(token);
    if (text != null) {
      ledger.told(text, end);
    }
  }

  /** What rooms have answered, the oldest first. */
  List<String> answers() {
    return answers.stream().map(Answer::text).toList();
  }

  /** What it was shown, the oldest first. */
  List<String> shown() {
    return shown.stream().map(each -> each.message().text().text()).toList();
  }

  /** What it was shown, with how it came. */
  List<Message> mail() {
    return shown.stream().map(Delivery::message).toList();
  }

  @Override
  public String toString() {
    return "member " + id;
  }
}
