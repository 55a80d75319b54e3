package org.chappe.server.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.chappe.node.Answer;
import org.chappe.node.Denial;
import org.chappe.node.Effects;
import org.chappe.node.Question;
import org.chappe.server.accounts.Account;
import org.chappe.server.accounts.AccountPattern;
import org.chappe.server.accounts.AccountSearch;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.accounts.WrongPasswords;
import org.chappe.server.station.Mailbox;
import org.chappe.server.station.Peek;
import org.chappe.server.station.Station;
import org.chappe.store.CommitQueue;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;

/** Answers what clients ask in their sessions. A client has one question open: the next ends what it hasn't been sent of an answer. */
final class Questions {

  /** Lists and looks into mailboxes that are made at once. */
  static final int SEARCHES_MAX = 64;

  private final Replies replies;
  private final AccountTable accounts;
  private final Names names;
  private final AccountDesk desk;
  private final RoomDesk roomDesk;
  private final DeviceDesk deviceDesk;
  private final Station station;
  private final CommitQueue commits;
  private final Watchers watchers;
  private final ArrayDeque<Search> searches = new ArrayDeque<>();
  private long asked;
  private long searchesRefused;

  /** An answer that is made a slice at a time. */
  private record Search(
      Session session, ClientId client, BooleanSupplier lastSlice, Supplier<List<Answer>> pages) {}

  Questions(
      Replies replies,
      AccountTable accounts,
      AccountDesk desk,
      RoomDesk roomDesk,
      DeviceDesk deviceDesk,
      Station station,
      CommitQueue commits,
      Watchers watchers) {
    this.replies = replies;
    this.accounts = accounts;
    this.names = new Names(accounts);
    this.desk = desk;
    this.roomDesk = roomDesk;
    this.deviceDesk = deviceDesk;
    this.station = station;
    this.commits = commits;
    this.watchers = watchers;
  }

  /** Answers a question, in the session in which it was asked; what changes something once that is durable. */
  void ask(long nowNanos, Session session, ClientId client, Question question, Effects effects) {
    asked++;
    switch (question.word()) {
      case WHOAMI -> answer(session, client, Answer.pages(question, whoami(session, client)));
      case LIST -> list(session, client, question);
      case WATCH -> tell(session, client, question, watchers.watch(session, question.rest()));
      case PEEK -> peek(session, client, question);
      case NAME -> tell(session, client, question, names.find(question.rest()));
      case DEVICES ->
        tell(session, client, question, deviceDesk.serve(nowNanos, session, client, question));
      case FOUND, DEVICE, REMOVE, CREATE, LOGIN, PROOF, PASSWD, LOGOFF, DELETE -> {
        Outcome outcome = change(nowNanos, session, client, question, effects);
        if (outcome instanceof Outcome.Done) {
          commits.afterwards(any -> tell(session, client, question, outcome), 0);
        } else {
          tell(session, client, question, outcome);
        }
      }
    }
  }

  private Outcome change(
      long nowNanos, Session session, ClientId client, Question question, Effects effects) {
    return switch (question.word()) {
      case FOUND -> {
        ClientId founder = accounts.devices().ownerOf(client);
        yield roomDesk.found(nowNanos, session, founder, question.rest());
      }
      case DEVICE, REMOVE -> deviceDesk.serve(nowNanos, session, client, question);
      default -> desk.serve(nowNanos, session, client, question, effects);
    };
  }

  private void tell(Session session, ClientId client, Question question, Outcome outcome) {
    if (outcome instanceof Outcome.Done done) {
      answer(session, client, Answer.pages(question, done.items()));
    } else if (outcome instanceof Outcome.Denied denied) {
      deny(session, client, question, denied.reason(), denied.words());
    }
  }

  private void list(Session session, ClientId client, Question question) {
    AccountPattern pattern = AccountPattern.of(question.rest());
    if (pattern == null) {
      deny(session, client, question, Denial.PATTERN, "the pattern can't be read, or is too long");
      return;
    }
    AccountSearch search = new AccountSearch(accounts, pattern);
    begin(session, client, question, search::goOn, () -> Answer.pages(question, search.items()));
  }

  private void peek(Session session, ClientId client, Question question) {
    int max = MailPages.max(question.rest());
    Mailbox mailbox = station.mailbox(client);
    if (session.peer() instanceof Guest) {
      deny(session, client, question, Denial.LOGIN, desk.reception().words(client));
    } else if (max == 0) {
      deny(session, client, question, Denial.PARAM, "peek takes a number from 1 to 100");
    } else if (mailbox == null) {
      answer(session, client, MailPages.of(question, List.of()));
    } else {
      Peek peek = station.outgoing().peek(mailbox, max);
      begin(session, client, question, peek::goOn, () -> MailPages.of(question, peek.messages()));
    }
  }

  private void begin(
      Session session,
      ClientId client,
      Question question,
      BooleanSupplier lastSlice,
      Supplier<List<Answer>> pages) {
    searches.removeIf(search -> search.session == session);
    if (searches.size() == SEARCHES_MAX) {
      searchesRefused++;
      deny(session, client, question, Denial.BUSY, "too many lists at once; try again later");
    } else {
      searches.add(new Search(session, client, lastSlice, pages));
    }
  }

  /** Goes on with one list for a moment; those who wait for one take turns. */
  void serve() {
    Search search = searches.poll();
    if (search == null || search.session.isClosed()) {
      return;
    }
    if (search.lastSlice.getAsBoolean()) {
      answer(search.session, search.client, search.pages.get());
    } else {
      searches.add(search);
    }
  }

  /** Whether {@link #serve} has something to do. */
  boolean isSearching() {
    return !searches.isEmpty();
  }

  private void deny(
      Session session, ClientId client, Question question, Denial reason, String words) {
    Answer denied = new Answer.Denied(question.word(), question.token(), reason, words);
    answer(session, client, List.of(denied));
  }

  private void answer(Session session, ClientId client, List<Answer> pages) {
    session.answer(pages.stream().map(page -> frame(client, page)).toList());
  }

  private Frame frame(ClientId client, Answer page) {
    return new Frame.Get(
        Stamp.unnumbered(), replies.self(), client, Frame.Get.NO_WAIT, page.payload(), "");
  }

  /**
   * This relay, what waits, whether there is an account and the client logged in, and its name; for a device its owner's name, and then its owner and its own. Guests aren't told what waits.
   */
  private List<String> whoami(Session session, ClientId client) {
    boolean isGuest = session.peer() instanceof Guest;
    Mailbox mailbox = isGuest ? null : station.mailbox(client);
    long waiting = mailbox == null ? 0 : mailbox.waiting();
    Account account = accounts.find(client);
    boolean isIn = desk.reception().isLoggedIn(session, client);
    DeviceName device = account == null ? null : account.device();
    Account named = device == null ? account : accounts.find(device.owner());
    List<String> items = new ArrayList<>(List.of(
        replies.self().toString(),
        Long.toString(waiting),
        account == null ? "none" : isIn ? "in" : "out",
        named == null ? "" : accounts.title(named)));
    if (device != null) {
      items.addAll(List.of(device.owner().toString(), device.name()));
    }
    return items;
  }

  /** What was seen of accounts so far. */
  AccountStatistics statistics() {
    Guests guests = desk.reception().guests();
    WrongPasswords passwords = desk.logins().wrongPasswords();
    return new AccountStatistics(
        accounts.size(),
        accounts.tombstones(),
        accounts.tombstonesDropped(),
        desk.created(),
        desk.refusedFast(),
        accounts.refused(),
        accounts.refusedFull(),
        passwords.wrong(),
        passwords.refused(),
        passwords.forgotten(),
        guests.size(),
        guests.displaced(),
        station.deletedAccounts().refused(),
        asked,
        searchesRefused);
  }
}
