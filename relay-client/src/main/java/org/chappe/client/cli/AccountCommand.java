package org.chappe.client.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.chappe.client.Device;
import org.chappe.client.RelayClient;
import org.chappe.client.RelayClientConfig;
import org.chappe.client.session.Credentials;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done about an account. */
@Command(
    name = "account",
    description = {
      "Makes an account of your ID, so that nobody else can use it, and manages it.",
      "create, login, passwd (to a new password, once logged in), logoff, delete.",
      "A login is kept beside the journal, so that send, get and listen log in by themselves."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes: see relay-client --help%n%nEnvironment:%n",
    footer = "  CHAPPE_PASSWORD    the password, unless --password-file names a file")
final class AccountCommand implements Callable<Integer> {

  /** What is to be done. */
  enum Deed {
    CREATE,
    LOGIN,
    PASSWD,
    LOGOFF,
    DELETE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin
  private final ClientOptions options;

  @Mixin
  private PasswordOption password = new PasswordOption();

  @Parameters(index = "0", paramLabel = "DEED", description = "${COMPLETION-CANDIDATES}")
  private Deed deed = Deed.LOGIN;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "",
      description = "create: what others may call you, a letter first; at most 32 letters")
  private String name = "";

  @Option(names = "--take-over", description = "login: end the session of another device")
  private boolean takesOver;

  @Option(names = "--force", description = "delete: refuse mail that waits to its senders")
  private boolean force;

  @Option(
      names = "--end-devices",
      description = "passwd, on one of several devices: end the others, should somebody have them")
  private boolean endsDevices;

  @Mixin
  private OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private String id = "";

  AccountCommand(Map<String, String> environment) {
    options = new ClientOptions(environment);
  }

  @Override
  public Integer call() throws UserError {
    if (endsDevices && deed != Deed.PASSWD) {
      throw new ParameterException(spec.commandLine(), "--end-devices goes with passwd");
    }
    if (name.contains("?")) {
      throw new ParameterException(spec.commandLine(), "a name holds no question mark");
    }
    password.use(options.settings());
    RelayClientConfig config = options.config();
    id = config.id().toString();
    Path directory = config.journal();
    Device device = OwnerLogin.device(config);
    if (device != null) {
      actAsDevice(config, device, directory);
      return ExitCodes.DONE;
    }
    Credentials kept = directory == null ? null : StoredLogin.read(directory);
    boolean asGuest = deed == Deed.CREATE || deed == Deed.LOGIN;
    RelayClientConfig own = config.withoutJournal().withCredentials(asGuest ? null : kept);
    if (kept == null && (deed == Deed.LOGOFF || deed == Deed.DELETE)) {
      own = PasswordLogin.applyTo(options.settings(), own);
    }
    try (RelayClient client = RelayClient.connect(own).join()) {
      act(client, kept, directory);
      return ExitCodes.DONE;
    } catch (IllegalArgumentException e) {
      throw new UserError(ExitCodes.USAGE, String.valueOf(e.getMessage()));
    } catch (CompletionException e) {
      throw ClientOptions.userError(e);
    }
  }

  /** A device logs in by itself, and knows no password: the owner has to say it. */
  private void actAsDevice(RelayClientConfig config, Device device, @Nullable Path directory)
      throws UserError {
    if (deed != Deed.PASSWD && deed != Deed.DELETE) {
      throw new UserError(
          ExitCodes.ACCOUNT_EXISTS,
          "this is the device " + device.name().name() + " of " + id
              + ", which logs in by itself; device remove ends it");
    }
    try (RelayClient client = OwnerLogin.connect(config, false, this::readPresent)) {
      if (deed == Deed.PASSWD) {
        Credentials unused =
            client.accounts().changePasswordAsOwner(password.readNew()).join();
        String done = "the password is another now; ";
        say(
            "changed",
            done
                + (endsDevices ? OtherDevices.end(client, device, done) : "the devices need none"));
      } else {
        client.accounts().delete(force).join();
        StoredDevice.forget(Objects.requireNonNull(directory));
        say("deleted", "deleted, with its devices");
      }
    } catch (CompletionException e) {
      throw ClientOptions.userError(e);
    }
  }

  /** The password as it is: where a new one is wanted too, that is what the option names. */
  private char[] readPresent() throws UserError {
    return deed == Deed.PASSWD
        ? PasswordOption.orAsk(PasswordOption.given(options.settings()), "password now: ")
        : password.read("password: ");
  }

  private void act(RelayClient client, @Nullable Credentials kept, @Nullable Path directory)
      throws UserError {
    switch (deed) {
      case CREATE -> keep(create(client, directory), directory);
      case LOGIN ->
        keep(
            client
                .accounts()
                .logIn(password.read("password: "), device(client, kept, directory), takesOver)
                .join(),
            directory);
      case PASSWD ->
        keep(
            client
                .accounts()
                .changePassword(password.readNew(), kept == null ? 0 : kept.device())
                .join(),
            directory);
      case LOGOFF -> {
        client.accounts().logOff().join();
        forget(directory);
        say("logged off", "logged off; mail goes on coming to your mailbox");
      }
      case DELETE -> {
        client.accounts().delete(force).join();
        forget(directory);
        say("deleted", "deleted");
      }
    }
  }

  private Credentials create(RelayClient client, @Nullable Path directory) throws UserError {
    char[] fresh = password.readNew();
    Long device = device(client, null, directory);
    return device == null
        ? client.accounts().create(fresh, name).join()
        : client.accounts().create(fresh, name, device).join();
  }

  /** Where nothing is kept, that of all commands that log in by a password; null for one that is to be drawn. */
  private static @Nullable Long device(
      RelayClient client, @Nullable Credentials kept, @Nullable Path directory) {
    if (kept != null) {
      return kept.device();
    }
    return directory == null ? PasswordLogin.device(client.id()) : null;
  }

  private void keep(Credentials credentials, @Nullable Path directory) throws UserError {
    if (directory != null) {
      StoredLogin.write(directory, credentials);
    }
    String done = switch (deed) {
      case CREATE -> "created, and logged in";
      case PASSWD -> "the password is another now";
      default -> "logged in";
    };
    String outcome = switch (deed) {
      case CREATE -> "created";
      case PASSWD -> "changed";
      default -> "logged in";
    };
    say(outcome, directory == null ? done + "; not kept, as there is no journal" : done);
  }

  private static void forget(@Nullable Path directory) throws UserError {
    if (directory != null) {
      StoredLogin.forget(directory);
    }
  }

  private void say(String outcome, String words) {
    String own = deed == Deed.CREATE ? name : "";
    output.print(words, AccountResult.of(id, own, outcome, words));
  }
}
