package org.chappe.client.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.chappe.client.Accounts;
import org.chappe.client.RelayClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Lists accounts. */
@Command(
    name = "list",
    description = "Lists the accounts of the line, one a line: ID and name.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  @Mixin
  private final ClientOptions options;

  @Parameters(
      index = "0",
      paramLabel = "PATTERN",
      arity = "0..1",
      defaultValue = "",
      description =
          "of ID or name, with * and ? as in file names, or /a regular expression/; all when left out")
  private String pattern = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json; text by default")
  private OutputFormat format = OutputFormat.TEXT;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  ListCommand(Map<String, String> environment) {
    options = new ClientOptions(environment);
  }

  @Override
  public Integer call() throws UserError {
    try (RelayClient client =
        RelayClient.connect(options.config().withoutJournal()).join()) {
      Accounts.Listing listing = client.accounts().list(pattern).join();
      PrintWriter out = spec.commandLine().getOut();
      for (Accounts.Entry entry : listing.entries()) {
        out.println(
            format == OutputFormat.JSON
                ? JsonMapper.shared().writeValueAsString(entry)
                : (entry.id() + "  " + entry.name()).strip());
      }
      out.flush();
      if (!listing.isAll()) {
        spec.commandLine()
            .getErr()
            .println("relay-client: there are more than these; use a narrower pattern");
        return ExitCodes.INCOMPLETE;
      }
      return ExitCodes.DONE;
    } catch (IllegalArgumentException tooLong) {
      throw new UserError(ExitCodes.USAGE, "the pattern is too long");
    } catch (CompletionException e) {
      throw ClientOptions.userError(e);
    }
  }
}
