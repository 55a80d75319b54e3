package org.chappe.client.cli;

import java.util.List;
import org.chappe.model.ClientId;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes commands, and IDs where one is expected. */
final class CommandCompleter implements Completer {

  private final KnownIds ids;

  CommandCompleter(KnownIds ids) {
    this.ids = ids;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    if (line.wordIndex() == 0) {
      TerminalCommand.ALL.forEach(command -> candidates.add(new Candidate(command.name())));
      return;
    }
    boolean expectsId =
        TerminalCommand.named(line.words().get(0)).stream().anyMatch(TerminalCommand::takesId);
    if (line.wordIndex() == 1 && expectsId) {
      for (ClientId id : ids.all()) {
        candidates.add(new Candidate(id.toString()));
      }
    }
  }
}
