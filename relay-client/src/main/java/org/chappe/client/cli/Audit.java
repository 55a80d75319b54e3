package org.chappe.client.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.chappe.model.ClientId;

/**
 * Holds what clients have logged against what is in their journals. Every text that was accepted must be in its
 * destination's journal once, unless its sender was told that it ended; one of which that isn't known, at most once; and
 * no text that wasn't sent there may be in a journal.
 */
final class Audit {

  /** Lines of evidence at most; the counts go on. */
  static final int EVIDENCE_MAX = 1_000;

  /** A text at a client. */
  private record Copy(NumberedText text, ClientId client) {}

  /** A message that its source was told won't be delivered. */
  private record Ended(ClientId source, ClientId destination, String id) {}

  private final Map<NumberedText, ClientId> sent = new TreeMap<>();
  private final Map<NumberedText, String> accepted = new TreeMap<>();
  private final Set<NumberedText> refused = new HashSet<>();
  private final Set<Ended> ended = new HashSet<>();
  private final Set<Copy> shown = new HashSet<>();
  private final Set<Copy> late = new HashSet<>();
  private final Map<Copy, Integer> copies = new LinkedHashMap<>();
  private final List<String> evidence = new ArrayList<>();
  private long invented;

  /**
   * A line of a client's log.
   *
   * @throws IllegalArgumentException if the log contradicts itself
   */
  void logged(ClientId client, ConverseEvent event) {
    if (event instanceof ConverseEvent.Sent it) {
      NumberedText text = new NumberedText(client, it.k());
      if (sent.put(text, it.destination()) != null) {
        throw new IllegalArgumentException(text + " was sent twice");
      }
    } else if (event instanceof ConverseEvent.Accepted it) {
      accepted.put(sent(client, it.k(), it.destination()), it.id());
    } else if (event instanceof ConverseEvent.Refused it) {
      refused.add(sent(client, it.k(), it.destination()));
    } else if (event instanceof ConverseEvent.Undelivered it) {
      ended.add(new Ended(client, it.destination(), it.id()));
    } else if (event instanceof ConverseEvent.Shown it) {
      Copy copy = new Copy(new NumberedText(it.source(), it.k()), client);
      shown.add(copy);
      if (it.isLate()) {
        late.add(copy);
      }
    }
  }

  private NumberedText sent(ClientId client, long k, ClientId destination) {
    NumberedText text = new NumberedText(client, k);
    if (!destination.equals(sent.get(text))) {
      throw new IllegalArgumentException(text + " was not sent to " + destination + " before");
    }
    return text;
  }

  /** A message in a client's journal. */
  void received(ClientId client, ClientId source, String words) {
    NumberedText text = NumberedText.parse(words);
    if (text == null || !text.source().equals(source)) {
      invent(client + " has \"" + words + "\" from " + source);
    } else {
      copies.merge(new Copy(text, client), 1, Integer::sum);
    }
  }

  private void invent(String words) {
    invented++;
    note("invented: " + words);
  }

  private void note(String line) {
    if (evidence.size() < EVIDENCE_MAX) {
      evidence.add(line);
    }
  }

  /** Texts that were accepted and have neither been shown nor ended, by the logs alone. */
  long awaited() {
    return accepted.entrySet().stream()
        .filter(this::isDue)
        .filter(this::wasNotShown)
        .count();
  }

  private boolean wasNotShown(Map.Entry<NumberedText, String> text) {
    return !shown.contains(new Copy(text.getKey(), destination(text.getKey())));
  }

  private boolean isDue(Map.Entry<NumberedText, String> text) {
    ClientId source = text.getKey().source();
    return !ended.contains(new Ended(source, destination(text.getKey()), text.getValue()));
  }

  private ClientId destination(NumberedText text) {
    return Objects.requireNonNull(sent.get(text));
  }

  /** The verdict; to be asked for once, when everything is in. */
  AuditResult result() {
    long delivered = 0;
    long doubled = 0;
    for (Map.Entry<Copy, Integer> each : copies.entrySet()) {
      Copy copy = each.getKey();
      if (copy.client().equals(sent.get(copy.text()))) {
        delivered++;
      } else {
        invent(copy.client() + " has " + copy.text() + ", which was not sent to it");
      }
      if (each.getValue() > 1) {
        doubled += each.getValue() - 1;
        note(
            "doubled: " + copy.client() + " has " + copy.text() + " " + each.getValue() + " times");
      }
    }
    long lost = lost();
    return new AuditResult(
        sent.size(),
        accepted.size(),
        refused.size(),
        ended.size(),
        delivered,
        late.size(),
        doubled,
        lost,
        invented,
        List.copyOf(evidence));
  }

  private long lost() {
    long lost = 0;
    for (Map.Entry<NumberedText, String> each : accepted.entrySet()) {
      NumberedText text = each.getKey();
      ClientId destination = destination(text);
      if (isDue(each) && !copies.containsKey(new Copy(text, destination))) {
        lost++;
        note("lost: " + text + " to " + destination + ", accepted as " + each.getValue());
      }
    }
    return lost;
  }
}
