package org.chappe.client.cli;

import java.util.List;
import org.chappe.client.Accounts;
import org.chappe.client.Device;
import org.chappe.model.ClientId;

/** What a person does about accounts while a client is attached. */
record AccountTalk(Screen screen, Attached attached, Entrance entrance, KnownIds knownIds) {

  /** What can be done about one's own account. */
  static final List<String> DEEDS = List.of("create", "login", "passwd", "logoff", "delete");

  /** Does one of them. */
  void account(String rest) throws UserError {
    String[] words = rest.split("\\s+", 2);
    String argument = words.length == 1 ? "" : words[1];
    requireNoDevice();
    switch (words[0]) {
      case "create" -> create(argument);
      case "login" -> logIn();
      case "passwd" -> changePassword();
      case "logoff" -> logOff();
      case "delete" -> delete(argument);
      default ->
        throw new UserError(
            ExitCodes.USAGE, "say what to do: /account " + String.join(", ", DEEDS));
    }
  }

  private void requireNoDevice() throws UserError {
    Device here = attached.client().device();
    if (here != null) {
      throw new UserError(
          ExitCodes.ACCOUNT_EXISTS,
          "this is the device " + here.name().name() + ", which logs in by itself; for the account,"
              + " quit and use relay-client account");
    }
  }

  private void create(String name) throws UserError {
    if (name.contains("?")) {
      throw new UserError(ExitCodes.USAGE, "a name holds no question mark");
    }
    if (answer().of(accounts().standing()).login() != Accounts.Login.NO_ACCOUNT) {
      throw new UserError(ExitCodes.ACCOUNT_EXISTS, id() + " has an account already");
    }
    entrance.keep(attached, answer().of(accounts().create(entrance.readFirst(), name)));
    screen.print("created, and logged in");
  }

  private void logIn() throws UserError {
    switch (answer().of(accounts().standing()).login()) {
      case IN -> screen.print("you are logged in already");
      case NO_ACCOUNT ->
        throw new UserError(
            ExitCodes.NO_ACCOUNT, id() + " has no account; make one with /account create");
      case OUT -> {
        entrance.logIn(attached, "password: ");
        screen.print("logged in");
      }
    }
  }

  private void changePassword() throws UserError {
    Entrance.requireLogin(attached);
    if (answer().of(accounts().standing()).login() == Accounts.Login.NO_ACCOUNT) {
      throw new UserError(ExitCodes.NO_ACCOUNT, id() + " has no account");
    }
    char[] password = entrance.askNew();
    entrance.keep(attached, answer().of(accounts().changePassword(password, entrance.device())));
    screen.print("the password is another now");
  }

  void logOff() throws UserError {
    requireNoDevice();
    answer().until(accounts().logOff());
    attached.news().setOut(true);
    entrance.forget(attached);
    screen.print("logged off; mail goes on coming to your mailbox");
  }

  private void delete(String how) throws UserError {
    if (!how.isEmpty() && !how.equals("force")) {
      throw new UserError(ExitCodes.USAGE, "say /account delete, or /account delete force");
    }
    answer().until(accounts().delete(!how.isEmpty()));
    entrance.forget(attached);
    screen.print("deleted");
  }

  /** Shows accounts. */
  void list(String pattern) throws UserError {
    Accounts.Listing listing;
    try {
      listing = answer().of(accounts().list(pattern));
    } catch (IllegalArgumentException e) {
      throw new UserError(ExitCodes.USAGE, "the pattern is too long");
    }
    for (Accounts.Entry entry : listing.entries()) {
      screen.print(Printable.line((entry.id() + "  " + entry.name()).strip()));
      if (entry.id().matches("[0-9]{10}")) {
        knownIds.add(ClientId.parse(entry.id()));
        knownIds.addName(entry.name());
      }
    }
    if (!listing.isAll()) {
      screen.print("there are more than these; use a narrower pattern");
    } else if (listing.entries().isEmpty()) {
      screen.print("nothing found");
    }
  }

  /** What the relay says of one's own account, to go behind other words; empty where it doesn't say. */
  String standing() {
    Accounts.Standing standing = answer().ifAny(accounts().standing());
    if (standing == null) {
      return "";
    }
    String account = standing.name().isEmpty() ? ", account" : ", account " + standing.name();
    return switch (standing.login()) {
      case NO_ACCOUNT -> ", no account";
      case OUT -> Printable.line(account) + ", not logged in";
      case IN ->
        Printable.line(account) + ", logged in"
            + (standing.device().isEmpty() ? "" : ", device " + Printable.line(standing.device()));
    };
  }

  private RelayAnswer answer() {
    return new RelayAnswer(screen);
  }

  private Accounts accounts() {
    return attached.client().accounts();
  }

  private ClientId id() {
    return attached.client().id();
  }
}
