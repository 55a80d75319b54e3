package org.chappe.server.node;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.chappe.auth.Verifier;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.chappe.node.Allowance;
import org.chappe.node.Denial;
import org.chappe.node.Question;
import org.chappe.node.QuestionWord;
import org.chappe.server.accounts.Account;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.accounts.DeviceIndex;
import org.chappe.server.accounts.DeviceTitle;
import org.chappe.server.directory.Directory;
import org.jspecify.annotations.Nullable;

/** Makes, lists and ends the devices of accounts. What is asked for again, because the answer was lost, is told once more and not done again. */
final class DeviceDesk {

  private static final int FIELDS = 2;

  private final AccountTable accounts;
  private final DeviceIndex index;
  private final Directory directory;
  private final Reception reception;
  private final Gate gate;
  private final FreshIds freshIds;
  private final Farewells farewells = new Farewells(Farewells.REMEMBERED_MAX);
  private final Allowance creations =
      new Allowance(AccountDesk.CREATED_PER_SECOND, AccountDesk.CREATED_AT_ONCE);

  DeviceDesk(
      AccountTable accounts,
      Directory directory,
      Reception reception,
      Gate gate,
      FreshIds freshIds) {
    this.accounts = accounts;
    this.index = accounts.devices();
    this.directory = directory;
    this.reception = reception;
    this.gate = gate;
    this.freshIds = freshIds;
  }

  /** Does what is asked, or says why not. */
  Outcome serve(long nowNanos, Session session, ClientId client, Question question) {
    if (!gate.isOpen()) {
      return new Outcome.Denied(Denial.BUSY, gate.words());
    }
    if (question.word() == QuestionWord.REMOVE && farewells.isSaid(client, question)) {
      return Outcome.Done.of(client.toString(), Named.in(question).name());
    }
    if (!reception.isLoggedIn(session, client)) {
      return new Outcome.Denied(Denial.LOGIN, "not logged in; log in first");
    }
    ClientId owner = index.ownerOf(client);
    return switch (question.word()) {
      case DEVICE ->
        client.equals(owner) ? make(nowNanos, session, owner, question.rest()) : noOwner();
      case REMOVE -> remove(session, client, owner, question);
      default -> new Outcome.Done(list(owner));
    };
  }

  // ---- make ----

  /** Who has got hold of a device is to get no other, which would stay when that one is removed. */
  private static Outcome noOwner() {
    return new Outcome.Denied(Denial.LOGIN, "devices are made with the account's password");
  }

  private Outcome make(long nowNanos, Session session, ClientId owner, String rest) {
    String[] fields = rest.split("\\?", -1);
    Verifier verifier = Verifier.read(fields[0]);
    if (verifier == null || fields.length != FIELDS || !DeviceName.isName(fields[1])) {
      return new Outcome.Denied(
          Denial.PARAM, "device takes a verifier and a name of 1 to 16 letters and digits");
    }
    DeviceName name = new DeviceName(owner, fields[1]);
    Account made = find(owner, account -> verifier.equals(account.verifier()));
    if (made != null) {
      return done(made);
    }
    if (find(owner, account -> name.equals(account.device())) != null) {
      return new Outcome.Denied(Denial.TAKEN, "another device is called " + name.name());
    }
    Account person = accounts.find(owner);
    if (person == null) {
      return AccountDesk.noAccount(owner);
    }
    Outcome refusal = refusal(nowNanos, owner);
    return refusal == null
        ? make(session, new DeviceTitle(name, person.born()), verifier)
        : refusal;
  }

  /** It was made before, perhaps under another name: whoever asked hasn't heard of that. */
  private static Outcome done(Account device) {
    DeviceName name = device.device();
    return Outcome.Done.of(device.id().toString(), name == null ? "" : name.name());
  }

  private @Nullable Account find(ClientId owner, Predicate<Account> wanted) {
    return index.allOf(owner).stream()
        .map(accounts::find)
        .filter(Objects::nonNull)
        .filter(wanted)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Outcome refusal(long nowNanos, ClientId owner) {
    if (index.allOf(owner).size() >= DeviceName.DEVICES_MAX) {
      return new Outcome.Denied(
          Denial.FULL, "you have " + DeviceName.DEVICES_MAX + " devices; remove one first");
    }
    if (!accounts.hasRoom()) {
      return new Outcome.Denied(Denial.FULL, "there are too many accounts");
    }
    if (!creations.take(nowNanos, 1)) {
      return new Outcome.Denied(Denial.QUOTA, "too many new devices at once; try again later");
    }
    return null;
  }

  private Outcome make(Session session, DeviceTitle title, Verifier verifier) {
    DeviceName name = title.device();
    ClientId id = freshIds.draw(drawn -> isApart(drawn, name.owner()));
    if (id == null) {
      return new Outcome.Denied(Denial.BUSY, "no ID was found; try again");
    }
    reception.change(session, () -> accounts.create(id, title.toString(), verifier));
    reception.withdraw(session, name.owner());
    return Outcome.Done.of(id.toString(), name.name());
  }

  /** Whether the epochs of a device would be apart from those of its owner's others. */
  private boolean isApart(ClientId drawn, ClientId owner) {
    return index.allOf(owner).stream()
        .noneMatch(other -> DeviceName.classOf(other) == DeviceName.classOf(drawn));
  }

  // ---- list ----

  private List<String> list(ClientId owner) {
    return index.allOf(owner).stream().map(this::entry).toList();
  }

  private String entry(ClientId device) {
    DeviceName name = index.nameOf(device);
    return device + "/" + (name == null ? "" : name.name()) + "/" + directory.homeOf(device);
  }

  // ---- remove ----

  /**
   * The device that is to go, as it is asked for: by its name, or as it is listed, {@code ID/NAME}, as two may be called the same after a split.
   *
   * @param id empty for any of that name
   */
  private record Named(String id, String name) {

    static Named in(Question question) {
      String[] fields = question.rest().split("/", FIELDS);
      return fields.length == FIELDS ? new Named(fields[0], fields[1]) : new Named("", fields[0]);
    }

    boolean is(Account account) {
      DeviceName known = account.device();
      boolean isCalledSo = known != null && known.name().equals(name);
      return isCalledSo && (id.isEmpty() || account.id().toString().equals(id));
    }
  }

  private Outcome remove(Session session, ClientId client, ClientId owner, Question question) {
    Named named = Named.in(question);
    if (!DeviceName.isName(named.name)) {
      return new Outcome.Denied(Denial.PARAM, "remove takes the name of a device");
    }
    Account device = find(owner, named::is);
    if (device == null) {
      return new Outcome.Denied(Denial.NOUSER, "no device is called " + named.name);
    }
    reception.change(session, () -> end(device));
    if (device.id().equals(client)) {
      reception.release(session);
    }
    farewells.note(client, question);
    return Outcome.Done.of(device.id().toString(), named.name);
  }

  /** Ends all devices that name an ID as their owner's. */
  void endAll(ClientId owner) {
    index.naming(owner).stream().map(accounts::find).filter(Objects::nonNull).forEach(this::end);
  }

  private void end(Account device) {
    accounts.delete(device);
    directory.forget(device.id());
  }
}
