package org.chappe.client.cli;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes commands and their first words. */
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
    if (line.wordIndex() == 1) {
      TerminalCommand.named(line.words().get(0)).stream()
          .flatMap(command -> command.firstWords().apply(ids).stream())
          .forEach(word -> candidates.add(new Candidate(word)));
    }
  }
}
