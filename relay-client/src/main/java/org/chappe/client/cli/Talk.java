package org.chappe.client.cli;

import java.nio.file.Path;
import java.util.List;
import org.chappe.client.RelayClient;
import org.chappe.client.RelayClientConfig;
import org.chappe.client.Watching;
import org.chappe.model.ClientId;
import org.chappe.topology.Topology;
import org.jspecify.annotations.Nullable;

/** What a person does while a client is attached: the menu and the {@linkplain TerminalCommand commands}. */
final class Talk {

  private static final String MENU = "1 send  2 get  3 quit  /help";

  private final Screen screen;
  private final Look look;
  private final TerminalSession.Configs configs;
  private final ClientId id;
  private final Entrance entrance;
  private final Sending sending;
  private final KnownIds knownIds = new KnownIds();
  private @Nullable Attached attached;
  private @Nullable Topology topology;
  private RelayChoice at = RelayChoice.NEAREST;
  private boolean watches;
  private boolean isOver;

  Talk(Screen screen, Look look, TerminalSession.Configs configs, Entrance entrance, ClientId id) {
    this.screen = screen;
    this.look = look;
    this.configs = configs;
    this.entrance = entrance;
    this.sending = new Sending(screen, look);
    this.id = id;
  }

  /** Attaches, and does what the person says until they quit. */
  void run(RelayChoice choice, @Nullable Topology line) throws UserError {
    topology = line;
    try {
      attach(choice, configs.of(id, choice));
      prepare();
      screen.print(look.quiet(MENU));
      while (!isOver) {
        String typed = screen.command(attached().prompt());
        attached().noteRead();
        if (typed == null) {
          isOver = true;
        } else {
          obey(typed);
        }
      }
      attached().sayGoodbye();
    } finally {
      if (attached != null) {
        attached.close();
      }
    }
  }

  private void attach(RelayChoice choice, RelayClientConfig config) throws UserError {
    HomeNews news = new HomeNews(screen, look, topology, choice);
    RelayClient client =
        ClientOptions.connect(entrance.applyTo(config).withObserver(news::reported));
    Attached fresh = new Attached(client, config.journal(), screen, look, news, knownIds);
    attached = fresh;
    at = choice;
    screen.print("attached to relay " + client.relay() + " as " + id + " ("
        + TerminalSession.millis(client.roundTrip().toNanos()) + ")");
    entrance.enter(fresh);
    fresh.begin();
    if (watches) {
      watchAgain();
    }
  }

  private void watchAgain() {
    try {
      askToWatch(true);
    } catch (UserError e) {
      watches = false;
      screen.print(look.bad("you are not told any more who comes and leaves: " + e.sentence()));
    }
  }

  private void prepare() throws UserError {
    screen.takeInterrupts();
    Path directory = attached().journal();
    if (directory != null) {
      JournalView.read(directory, id).forEach(entry -> knownIds.add(JournalView.other(entry)));
    }
    screen.prepare(
        new CommandCompleter(knownIds), directory == null ? null : directory.resolve("typed"));
  }

  private Attached attached() {
    if (attached == null) {
      throw new IllegalStateException("no client is attached");
    }
    return attached;
  }

  private void obey(String typed) {
    try {
      switch (typed) {
        case "" -> {}
        case "1" -> askAndSend();
        case "2" -> get();
        case "3" -> quit();
        default -> obeyCommand(typed);
      }
    } catch (UserError e) {
      e.sentence().lines().forEach(line -> screen.print(look.bad(line)));
    }
  }

  private void obeyCommand(String typed) throws UserError {
    String[] words = typed.split("\\s+", 2);
    if (!typed.startsWith("/")) {
      screen.print("\"" + Printable.line(typed) + "\" is not on the menu: " + MENU);
      return;
    }
    List<TerminalCommand> meant = TerminalCommand.named(words[0]);
    if (meant.size() == 1) {
      meant.get(0).action().run(this, words.length == 1 ? "" : words[1]);
    } else if (meant.isEmpty()) {
      screen.print("there is no " + Printable.line(words[0]) + "; /help tells what there is");
    } else {
      screen.print("which one: "
          + String.join(", ", meant.stream().map(TerminalCommand::name).toList()) + "?");
    }
  }

  // ---- the commands ----

  private void askAndSend() throws UserError {
    Entrance.requireLogin(attached());
    Addressed asked = Addressed.ask(screen);
    if (asked != null) {
      send(asked);
    }
  }

  void send(String rest) throws UserError {
    Addressed typed = Addressed.parse(rest);
    Entrance.requireLogin(attached());
    send(typed);
  }

  private void send(Addressed letter) throws UserError {
    ClientId destination = letter.destination(attached().client(), screen);
    knownIds.addName(letter.to().name());
    attached().names().note(destination, letter.to().name());
    send(letter.to(), destination, letter.text());
  }

  /** Writes to all who are attached; nobody tells who has got it. */
  void sendToAll(String text) throws UserError {
    if (text.isEmpty()) {
      throw new UserError(ExitCodes.USAGE, "say what to tell all: /all storm coming");
    }
    Entrance.requireLogin(attached());
    send(new Recipient(ClientId.EVERYONE, ""), ClientId.EVERYONE, text);
  }

  /** Tells from now on who comes and who leaves, or no longer. */
  void watch(String rest) throws UserError {
    boolean begins = rest.equals("on");
    if (!begins && !rest.equals("off")) {
      throw new UserError(ExitCodes.USAGE, "say on or off: /watch on");
    }
    askToWatch(begins);
    watches = begins;
    screen.print("you are " + (begins ? "told" : "not told any more") + " who comes and leaves");
  }

  private void askToWatch(boolean begins) throws UserError {
    Entrance.requireLogin(attached());
    Watching watching = new Watching(attached().client());
    new RelayAnswer(screen).until(begins ? watching.begin() : watching.end());
  }

  private void send(Recipient to, ClientId destination, String text) {
    if (!destination.isEveryone()) {
      knownIds.add(destination);
    }
    sending.send(attached(), to, destination, text);
  }

  void get() throws UserError {
    Entrance.requireLogin(attached());
    RelayClient client = attached().client();
    Attached current = attached();
    String told = new RelayAnswer(screen)
        .words(
            client.fetch().thenCompose(count -> current.shown().thenApply(any -> howMany(count))));
    screen.print(told == null ? "relay " + client.relay() + " doesn't answer" : told);
  }

  void peek() throws UserError {
    new Peeking(screen, look).show(attached().client());
  }

  private static String howMany(long count) {
    if (count == 0) {
      return "nothing waits";
    }
    return count == 1 ? "1 message came" : count + " messages came";
  }

  /** What has to do with groups and queues. */
  RoomTalk rooms() {
    return new RoomTalk(screen, attached().client(), attached().names());
  }

  AccountTalk accounts() {
    return new AccountTalk(screen, attached(), entrance, knownIds);
  }

  /** What has to do with the devices of the account. Who becomes one goes on as that. */
  void device(String rest) throws UserError {
    if (new DeviceTalk(screen, attached()).device(rest)) {
      attached().close();
      attach(at, configs.of(id, at));
    }
  }

  /** What has to do with the journal. */
  JournalTalk journal() {
    attached().names().save();
    return new JournalTalk(screen, attached().journal(), id);
  }

  void whoami() {
    Path directory = attached().journal();
    screen.print(id + " at relay " + attached().client().relay() + accounts().standing() + ", "
        + (directory == null ? "no journal" : "journal in " + directory));
  }

  /** Tells of the link, or goes to another relay; what wasn't accepted yet goes on from there if there is a journal. */
  void relay(String rest) throws UserError {
    if (rest.isEmpty()) {
      screen.print("relay " + attached().client().relay() + ", " + attached().quality());
      return;
    }
    RelayChoice choice = choice(rest);
    RelayClientConfig config = configs.of(id, choice);
    RelayChoice back = at;
    attached().close();
    try {
      attach(choice, config);
    } catch (UserError e) {
      screen.print(look.bad(e.sentence()));
      attached().close();
      attach(back, configs.of(id, back));
    }
  }

  private static RelayChoice choice(String text) throws UserError {
    try {
      return RelayChoice.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UserError(ExitCodes.USAGE, Printable.line(String.valueOf(e.getMessage())));
    }
  }

  void help() {
    screen.print(look.quiet("1, 2 and 3 as on the menu. Tab completes commands, IDs and names."));
    for (TerminalCommand command : TerminalCommand.ALL) {
      HelpLines.of(command.usage(), command.description(), screen.columns()).forEach(screen::print);
    }
  }

  void quit() {
    isOver = true;
  }
}
