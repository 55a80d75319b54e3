package org.chappe.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chappe.model.RelayNumber;
import org.jspecify.annotations.Nullable;

/**
 * Faults that are put on datagrams on purpose, to rehearse a bad network.
 *
 * @param direction whether it applies to what this process sends or to what it receives
 * @param peer with whom it applies
 * @param loss the share of datagrams lost, 0 to 1
 * @param delayNanos how long each copy is held back, in nanoseconds, 0 to {@link #DELAY_NANOS_MAX}
 * @param jitterNanos how much less or more than the delay that may be, evenly spread, same range
 * @param duplicate the share of datagrams of which a second copy is made, 0 to 1
 * @param reorder the share of copies held back for {@link #REORDER_NANOS} more, so that later ones overtake, 0 to 1
 * @param corrupt the share of copies of which one byte is changed, 0 to 1
 * @param seed chooses among equally likely runs; 0 unless given
 */
public record ImpairmentSpec(
    Direction direction,
    Peer peer,
    double loss,
    long delayNanos,
    long jitterNanos,
    double duplicate,
    double reorder,
    double corrupt,
    long seed) {

  /** A minute. */
  public static final long DELAY_NANOS_MAX = 60_000_000_000L;

  /** What a reordered datagram is held back for, beyond its delay. */
  public static final long REORDER_NANOS = 10_000_000L;

  /** Which way datagrams go. */
  public enum Direction {
    OUT,
    IN
  }

  /** With whom datagrams are exchanged. */
  public sealed interface Peer {
    /** Everyone. */
    record Anyone() implements Peer {}

    /** One relay. */
    record Relay(RelayNumber number) implements Peer {}

    /** Everyone who isn't a relay. */
    record Clients() implements Peer {}
  }

  /** @throws IllegalArgumentException if a number is out of its range */
  public ImpairmentSpec {
    checkShare("loss", loss);
    checkShare("dup", duplicate);
    checkShare("reorder", reorder);
    checkShare("corrupt", corrupt);
    checkTime("delay", delayNanos);
    checkTime("jitter", jitterNanos);
  }

  /**
   * Reads {@code [in:|out:][relay=N:|clients:]key=value[,key=value...]}, where the keys are loss, delay, jitter, dup,
   * reorder, corrupt and seed, and times are such as {@code 20ms}, {@code 500us} or {@code 2s}.
   *
   * @throws IllegalArgumentException with a sentence for the person who typed it
   */
  public static ImpairmentSpec parse(String text) {
    return new ImpairmentReader(text).read();
  }

  /** Whether it applies to datagrams going this way, to or from this relay, or a client when null. */
  boolean fits(Direction way, @Nullable RelayNumber relay) {
    if (way != direction) {
      return false;
    }
    if (peer instanceof Peer.Relay wanted) {
      return wanted.number().equals(relay);
    }
    return peer instanceof Peer.Anyone || relay == null;
  }

  /** What is impaired, in words for a log. */
  public String words() {
    List<String> faults = new ArrayList<>();
    addShare(faults, "lost", loss);
    if (delayNanos > 0 || jitterNanos > 0) {
      faults.add("delayed by " + millis(delayNanos) + " ms ± " + millis(jitterNanos) + " ms");
    }
    addShare(faults, "doubled", duplicate);
    addShare(faults, "reordered", reorder);
    addShare(faults, "corrupted", corrupt);
    String way = direction == Direction.OUT ? "sent to " : "received from ";
    return way + peerWords() + ": " + String.join(", ", faults) + " (seed " + seed + ")";
  }

  private String peerWords() {
    if (peer instanceof Peer.Relay relay) {
      return "relay " + relay.number();
    }
    return peer instanceof Peer.Clients ? "clients" : "everyone";
  }

  private static void addShare(List<String> faults, String what, double share) {
    if (share > 0) {
      faults.add(String.format(Locale.ROOT, "%.4g %% %s", share * 100, what));
    }
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
  }

  private static void checkShare(String key, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(key + " is a share from 0 to 1; " + share + " is not");
    }
  }

  private static void checkTime(String key, long nanos) {
    if (nanos < 0 || nanos > DELAY_NANOS_MAX) {
      throw new IllegalArgumentException(key + " is at most 60s");
    }
  }
}
