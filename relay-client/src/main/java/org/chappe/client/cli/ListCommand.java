package org.chappe.client.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.chappe.client.Accounts;
import org.chappe.client.RelayClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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
          "of ID or name, with * and ? as in file names, or /a regular expression/; all when left"
              + " out")
  private String pattern = "";

  @Mixin
  private OutputOption output = new OutputOption();

  ListCommand(Map<String, String> environment) {
    options = new ClientOptions(environment);
  }

  @Override
  public Integer call() throws UserError {
    try (RelayClient client =
        RelayClient.connect(options.config().withoutJournal()).join()) {
      Accounts.Listing listing = client.accounts().list(pattern).join();
      for (Accounts.Entry entry : listing.entries()) {
        output.print(
            Printable.line((entry.id() + "  " + entry.name()).strip()),
            AccountResult.of(entry.id(), entry.name()));
      }
      return output.endOf(listing);
    } catch (IllegalArgumentException tooLong) {
      throw new UserError(ExitCodes.USAGE, "the pattern is too long");
    } catch (CompletionException e) {
      throw ClientOptions.userError(e);
    }
  }
}
