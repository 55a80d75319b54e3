package org.chappe.server.node;

import java.util.random.RandomGenerator;
import org.chappe.link.Cookies;
import org.chappe.server.accounts.AccountTable;
import org.chappe.store.Store;

/** Where a relay answers clients, and relays that it has no session with: those who come, those without sessions, and those who ask something in theirs. */
record Desks(
    Greeter greeter,
    ClassicDesk classic,
    ClassicNumbers classicNumbers,
    HandedNumbers handedNumbers,
    ReplyQueue replyQueue,
    Questions questions) {

  static Desks of(
      Holdings holdings,
      Carriage carriage,
      Clientele clientele,
      Replies replies,
      Store store,
      RandomGenerator random) {
    Greeter greeter = greeter(holdings, clientele, replies, random);
    ClassicNumbers classicNumbers = new ClassicNumbers(
        holdings.config().self(), holdings.config().incarnation(), ClassicNumbers.PAIRS_MAX);
    HandedNumbers handedNumbers =
        new HandedNumbers(store, holdings.commits(), HandedNumbers.CLIENTS_MAX);
    ReplyQueue replyQueue = new ReplyQueue();
    ClassicDesk classic = new ClassicDesk(
        classicNumbers,
        handedNumbers,
        holdings.commits(),
        replies,
        holdings.station(),
        clientele.attachments(),
        clientele.registry(),
        replyQueue,
        holdings.gate(),
        clientele.reception(),
        clientele.crier());
    Questions questions = questions(holdings, carriage, clientele, replies, random);
    return new Desks(greeter, classic, classicNumbers, handedNumbers, replyQueue, questions);
  }

  private static Greeter greeter(
      Holdings holdings, Clientele clientele, Replies replies, RandomGenerator random) {
    return new Greeter(
        holdings.config(),
        new Cookies(random.nextLong(), random.nextLong()),
        replies,
        holdings.sessions(),
        clientele.attachments(),
        holdings.directory(),
        holdings.linkage(),
        new Introductions(holdings.self(), holdings.linkage().roster(), replies),
        holdings.gate(),
        clientele.reception());
  }

  private static Questions questions(
      Holdings holdings,
      Carriage carriage,
      Clientele clientele,
      Replies replies,
      RandomGenerator random) {
    AccountTable accounts = holdings.accounts();
    FreshIds freshIds = new FreshIds(accounts, holdings.directory(), random);
    DeviceDesk devices = new DeviceDesk(
        accounts, holdings.directory(), clientele.reception(), holdings.gate(), freshIds);
    AccountDesk desk = new AccountDesk(
        accounts,
        clientele.reception(),
        clientele.attachments(),
        clientele.registry(),
        holdings.station(),
        holdings.gate(),
        devices,
        random);
    RoomDesk rooms = new RoomDesk(
        carriage.rooms().rooms(),
        accounts,
        holdings.directory(),
        holdings.gate(),
        holdings.config().incarnation(),
        freshIds);
    return new Questions(
        replies,
        accounts,
        desk,
        rooms,
        devices,
        holdings.station(),
        holdings.commits(),
        clientele.watchers());
  }
}
