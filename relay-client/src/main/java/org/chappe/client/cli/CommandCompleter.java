package org.chappe.client.cli;

import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * Completes commands and their first words: those that begin with what was typed, in upper or lower case. Nothing is taken for a slip, as a
 * text might go to somebody else.
 */
final class CommandCompleter implements Completer {

  private final KnownIds ids;

  CommandCompleter(KnownIds ids) {
    this.ids = ids;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String typed = line.word().substring(0, line.wordCursor());
    words(line)
        .filter(word -> word.regionMatches(true, 0, typed, 0, typed.length()))
        .forEach(word -> candidates.add(new Candidate(word)));
  }

  private Stream<String> words(ParsedLine line) {
    return switch (line.wordIndex()) {
      case 0 -> TerminalCommand.ALL.stream().map(TerminalCommand::name);
      case 1 ->
        TerminalCommand.named(line.words().get(0)).stream()
            .flatMap(command -> command.firstWords().apply(ids).stream());
      default -> Stream.empty();
    };
  }
}
