package org.chappe.client.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chappe.client.session.HistoryEntry;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * What a person looks up in the journal while a client is attached.
 *
 * @param directory the journal; null where none is kept
 */
record JournalTalk(Screen screen, @Nullable Path directory, ClientId id) {

  /** So many messages are shown where no number is given. */
  private static final int SHOWN = 20;

  /** More are never shown at once, whatever number is given. */
  static final int SHOWN_MAX = 1_000;

  void history(String rest) throws UserError {
    if (!rest.matches("[0-9]{0,9}")) {
      throw new UserError(ExitCodes.USAGE, "say how many messages: /history 20");
    }
    int count = rest.isEmpty() ? SHOWN : Integer.parseInt(rest);
    show(entries(), Math.min(count, SHOWN_MAX));
  }

  void search(String rest) throws UserError {
    if (rest.isEmpty()) {
      throw new UserError(ExitCodes.USAGE, "say what to look for: /search fog");
    }
    show(entries().stream().filter(new Search(rest, null)).toList(), SHOWN_MAX);
  }

  private List<HistoryEntry> entries() throws UserError {
    if (directory == null) {
      throw new UserError(
          ExitCodes.USAGE, "this client keeps no journal; start it without --journal none");
    }
    return JournalView.read(directory, id);
  }

  private void show(List<HistoryEntry> entries, int count) {
    int from = Math.max(0, entries.size() - count);
    Map<ClientId, String> names = directory == null ? Map.of() : KnownNames.in(directory);
    entries
        .subList(from, entries.size())
        .forEach(entry -> screen.print(JournalView.line(entry, names)));
    if (from == entries.size()) {
      screen.print("nothing found");
    }
  }
}
