package org.chappe.client.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.chappe.client.Device;
import org.chappe.client.RelayClientConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells as whom and where the other commands would act. */
@Command(
    name = "whoami",
    description =
        "Tells the ID, the relay and the journal that the other commands would use with the same options; asks no relay.",
    mixinStandardHelpOptions = true)
final class WhoamiCommand implements Callable<Integer> {

  @Mixin
  private final ClientOptions options;

  @Mixin
  private OutputOption output = new OutputOption();

  /**
   * The answer for programs.
   *
   * @param type always {@code client}
   * @param id the ID
   * @param relay the number of the relay; null for whichever is nearest or at the address
   * @param address HOST:PORT of the relay; null for the nearest
   * @param device which device of the ID's owner it is; null for none
   * @param journal the journal's directory; null for none
   * @param context the context of the configuration file that was used; null for none
   */
  record Answer(
      String type,
      String id,
      @Nullable Integer relay,
      @Nullable String address,
      @Nullable String device,
      @Nullable String journal,
      @Nullable String context) {

    static Answer of(RelayClientConfig config, @Nullable Device device, @Nullable String context) {
      boolean any = config.nearest();
      String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
      return new Answer(
          "client",
          config.id().toString(),
          any || config.relay() == null ? null : config.relay().value(),
          any ? null : host + ":" + config.port(),
          device == null ? null : device.name().name(),
          config.journal() == null ? null : config.journal().toString(),
          context);
    }

    String line() {
      String where = address == null ? "the nearest relay" : "the relay at " + address;
      String place = relay == null ? where : "relay " + relay + " at " + address;
      return id + " at " + place + (device == null ? ", " : ", device " + device + ", ")
          + (journal == null ? "no journal" : "journal in " + journal)
          + (context == null ? "" : ", context " + context);
    }
  }

  WhoamiCommand(Map<String, String> environment) {
    options = new ClientOptions(environment);
  }

  @Override
  public Integer call() throws UserError {
    RelayClientConfig config = options.config();
    Answer answer =
        Answer.of(config, OwnerLogin.device(config), options.settings().name());
    output.print(answer.line(), answer);
    return ExitCodes.DONE;
  }
}
