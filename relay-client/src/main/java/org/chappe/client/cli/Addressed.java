package org.chappe.client.cli;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chappe.client.RelayClient;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/** A text that a person has typed, and whom it is for. */
record Addressed(Recipient to, String text) {

  /** The recipient, in quotation marks if there is a space in it, and the text. */
  private static final Pattern TYPED = Pattern.compile("(?:\"([^\"]*)\"|(\\S+))\\s+(.+)");

  /** Reads recipient and text from one line. */
  static Addressed parse(String line) throws UserError {
    Matcher typed = TYPED.matcher(line);
    if (!typed.matches()) {
      throw new UserError(
          ExitCodes.USAGE,
          "say to whom and what: /send 0987654321 hello, /send @anna hello, or /send #crew hello");
    }
    String quoted = typed.group(1);
    return new Addressed(recipient(quoted == null ? typed.group(2) : quoted), typed.group(3));
  }

  /** Asks for both; null when the person doesn't say. */
  static @Nullable Addressed ask(Screen screen) {
    while (true) {
      String whom = screen.ask("To (10 digits, @name or #group): ");
      if (whom == null) {
        return null;
      }
      try {
        Recipient to = recipient(whom);
        String text = screen.ask("Text: ");
        return text == null ? null : new Addressed(to, text);
      } catch (UserError e) {
        screen.print(e.sentence());
      }
    }
  }

  private static Recipient recipient(String typed) throws UserError {
    try {
      return Recipient.parse(typed);
    } catch (IllegalArgumentException e) {
      throw new UserError(ExitCodes.USAGE, Printable.line(String.valueOf(e.getMessage())));
    }
  }

  /** Finds out whose ID it is, as long as the person is willing to wait. */
  ClientId destination(RelayClient client, Screen screen) throws UserError {
    try {
      ClientId found = screen.await(to.find(client), RelayAnswer.PATIENCE_SECONDS);
      if (found == null) {
        throw new UserError(
            ExitCodes.UNREACHABLE,
            "relay " + client.relay() + " doesn't say who " + to + " is; nothing was sent");
      }
      return found;
    } catch (ExecutionException e) {
      throw Recipient.userError(new CompletionException(e.getCause()));
    }
  }
}
