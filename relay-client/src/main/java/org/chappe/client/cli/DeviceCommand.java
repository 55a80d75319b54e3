package org.chappe.client.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.chappe.auth.LoginKeys;
import org.chappe.client.Device;
import org.chappe.client.Devices;
import org.chappe.client.RelayClient;
import org.chappe.client.RelayClientConfig;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done about the devices of an account. */
@Command(
    name = "device",
    description = {
      "Uses your account on several devices at a time: each gets all mail, and shows what the others send.",
      "add NAME makes this one of them: whoever uses this journal; list; remove NAME.",
      "Asks for the account's password where no login or device is kept beside the journal."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0: done",
      "2: the command line is wrong, or there is no journal",
      "30: the name is another device's, or this is a device already",
      "31: there is no such account or device",
      "32: the password is wrong, or was changed",
      "36: the account has 8 devices, or too much was asked at once",
      "others: see relay-client --help"
    },
    footerHeading = "%nEnvironment:%n",
    footer = "  CHAPPE_PASSWORD    the password, unless --password-file names a file")
final class DeviceCommand implements Callable<Integer> {

  /** What is to be done. */
  enum Deed {
    ADD,
    LIST,
    REMOVE;

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
  private Deed deed = Deed.LIST;

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      arity = "0..1",
      defaultValue = "",
      description = "what you call the device: 1 to 16 letters and digits, - and _")
  private String name = "";

  @Mixin
  private OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  DeviceCommand(Map<String, String> environment) {
    options = new ClientOptions(environment);
  }

  @Override
  public Integer call() throws UserError {
    boolean isName = deed == Deed.LIST ? name.isEmpty() : DeviceName.isName(name);
    if (!isName) {
      throw new ParameterException(
          spec.commandLine(),
          "add and remove take a name, 1 to 16 letters and digits; list takes none");
    }
    password.use(options.settings());
    RelayClientConfig config = options.config();
    Device here = OwnerLogin.device(config);
    if (deed == Deed.ADD) {
      add(config, here);
      return ExitCodes.DONE;
    }
    if (deed == Deed.LIST) {
      list(ask(config, Devices::list), config.id(), here);
    } else {
      remove(config, here);
    }
    return ExitCodes.DONE;
  }

  private <T> T ask(RelayClientConfig config, Function<Devices, CompletableFuture<T>> question)
      throws UserError {
    try (RelayClient client = connect(config)) {
      return question.apply(client.devices()).join();
    } catch (CompletionException e) {
      throw ClientOptions.userError(e);
    }
  }

  private RelayClient connect(RelayClientConfig config) throws UserError {
    return OwnerLogin.connect(config, true, () -> password.read("password: "));
  }

  private void add(RelayClientConfig config, @Nullable Device here) throws UserError {
    Path directory = config.journal();
    if (directory == null) {
      throw new UserError(
          ExitCodes.USAGE, "a device keeps a journal; leave --journal none out, or name another");
    }
    if (here != null) {
      throw new UserError(
          ExitCodes.ACCOUNT_EXISTS,
          "this is the device " + here.name().name() + " already; device remove "
              + here.name().name() + " ends it");
    }
    LoginKeys keys = StoredDevice.begin(directory);
    Device made = ask(config, devices -> devices.add(name, keys));
    StoredDevice.write(directory, made);
    String words = DeviceResult.added(made, name);
    output.print(words, DeviceResult.of(config.id(), made.name().name(), "added", words));
  }

  private void remove(RelayClientConfig config, @Nullable Device here) throws UserError {
    Path directory = config.journal();
    boolean isHere = isHere(here, name);
    boolean wasLast = false;
    try {
      wasLast = ask(config, this::removeAndTellWhetherLast);
    } catch (UserError e) {
      if (!isHere || e.exitCode() != ExitCodes.NO_ACCOUNT) {
        throw e; // else it is what was wanted: removed from elsewhere, or just now
      }
    }
    if (directory != null && isHere) {
      StoredDevice.forget(directory);
    }
    say(
        config.id(),
        "removed",
        wasLast
            ? "removed; that was the last: the account is used by one client at a time again"
            : "removed; what none has fetched comes to the others");
  }

  /** A device that removes itself can ask nothing afterwards. */
  private CompletableFuture<Boolean> removeAndTellWhetherLast(Devices devices) {
    return devices.list().thenCompose(before -> {
      boolean isLast = before.size() == 1 && before.get(0).name().equals(name);
      return devices.remove(name).thenApply(done -> isLast);
    });
  }

  private static boolean isHere(@Nullable Device here, String name) {
    return here != null && here.name().name().equals(name);
  }

  private void list(List<Devices.Entry> entries, ClientId id, @Nullable Device here) {
    for (Devices.Entry entry : entries) {
      DeviceResult result = DeviceResult.of(id, entry, isHere(here, entry.name()));
      output.print(result.line(), result);
    }
    if (entries.isEmpty() && !output.isJson()) {
      output.print("no devices: the account is used by one client at a time");
    }
  }

  private void say(ClientId id, String outcome, String words) {
    output.print(words, DeviceResult.of(id, name, outcome, words));
  }
}
