package org.chappe.server.station;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.NumberRanges;
import org.jspecify.annotations.Nullable;

/**
 * Stored notices that wait to go out on one side of the line: this relay's own and those that pass through. They are
 * merged while they wait, so that a burst of mail makes one notice, and a slow link makes them larger and not more.
 *
 * <p>A bounded number is kept. What comes beyond it is dropped and counted: the custodian asks again by sending the
 * message again.
 */
public final class StoredNotices {

  /** Runs of pairs and epochs that wait at most. */
  public static final int RUNS_MAX = 16_384;

  /** Ranges in one of them. */
  static final int RANGES_MAX = 64;

  private final int runsMax;
  private final Map<Way, Map<Subject, NumberRanges>> waiting = new LinkedHashMap<>();
  private @Nullable Latest latest;
  private int runs;
  private long dropped;

  /** Who tells whom. */
  private record Way(int storer, int custodian) {}

  private record Subject(
      ClientId destination, ClientId source, long version, MailKind kind, long epoch) {

    boolean isOf(StoredNotice notice) {
      return version == notice.version()
          && epoch == notice.epoch()
          && kind == notice.kind()
          && source.equals(notice.source())
          && destination.equals(notice.destination());
    }

    static Subject of(StoredNotice notice) {
      return new Subject(
          notice.destination(), notice.source(), notice.version(), notice.kind(), notice.epoch());
    }

    StoredNotice notice(long first, long last) {
      return new StoredNotice(destination, source, version, kind, epoch, first, last);
    }
  }

  /** What was added last: in a burst, what comes next is most often more of the same. */
  private record Latest(Way way, Subject subject, NumberRanges ranges) {

    boolean is(int storer, int custodian, StoredNotice notice) {
      return way.storer == storer && way.custodian == custodian && subject.isOf(notice);
    }
  }

  /**
   * What goes out in one frame.
   *
   * @param storer the relay that has the messages on its disk
   * @param custodian the relay that is told
   */
  public record Bundle(int storer, int custodian, Payload payload) {}

  public StoredNotices() {
    this(RUNS_MAX);
  }

  StoredNotices(int runsMax) {
    this.runsMax = runsMax;
  }

  /**
   * Adds a notice to those that wait.
   *
   * @param storer the relay that has the messages on its disk
   * @param custodian the relay that is to be told
   */
  public void add(int storer, int custodian, StoredNotice notice) {
    Latest last = latest;
    if (last != null && last.is(storer, custodian, notice)) {
      add(last.ranges, notice);
      return;
    }
    Way way = new Way(storer, custodian);
    Map<Subject, NumberRanges> subjects =
        waiting.computeIfAbsent(way, any -> new LinkedHashMap<>());
    Subject subject = Subject.of(notice);
    NumberRanges ranges = subjects.get(subject);
    if (ranges == null) {
      if (runs >= runsMax) {
        dropped++;
        return;
      }
      ranges = NumberRanges.forgetting(RANGES_MAX);
      subjects.put(subject, ranges);
      runs++;
    }
    latest = new Latest(way, subject, ranges);
    add(ranges, notice);
  }

  private void add(NumberRanges ranges, StoredNotice notice) {
    long before = ranges.forgottenRanges();
    ranges.add(notice.first(), notice.last());
    dropped += ranges.forgottenRanges() - before;
  }

  public boolean isEmpty() {
    return runs == 0;
  }

  /** Takes as many notices as fit in one frame; null when there are none. Those for several relays take turns. */
  public @Nullable Bundle take() {
    latest = null;
    Iterator<Map.Entry<Way, Map<Subject, NumberRanges>>> ways =
        waiting.entrySet().iterator();
    while (ways.hasNext()) {
      Map.Entry<Way, Map<Subject, NumberRanges>> entry = ways.next();
      Way way = entry.getKey();
      Map<Subject, NumberRanges> subjects = entry.getValue();
      ways.remove();
      if (!subjects.isEmpty()) {
        Payload payload = take(subjects);
        if (!subjects.isEmpty()) {
          waiting.put(way, subjects);
        }
        return new Bundle(way.storer, way.custodian, payload);
      }
    }
    return null;
  }

  private Payload take(Map<Subject, NumberRanges> subjects) {
    NoticeText text = new NoticeText();
    Iterator<Map.Entry<Subject, NumberRanges>> rest = subjects.entrySet().iterator();
    boolean room = true;
    while (room && rest.hasNext()) {
      Map.Entry<Subject, NumberRanges> entry = rest.next();
      room = take(entry.getKey(), entry.getValue(), text);
      if (entry.getValue().isEmpty()) {
        rest.remove();
        runs--;
      }
    }
    return text.payload();
  }

  private static boolean take(Subject subject, NumberRanges ranges, NoticeText text) {
    while (!ranges.isEmpty()) {
      if (!text.add(subject.notice(ranges.first(0), ranges.last(0)))) {
        return false;
      }
      ranges.removeLowest();
    }
    return true;
  }

  /** Runs that wait now. */
  public int runs() {
    return runs;
  }

  /** Notices that found no room. */
  public long dropped() {
    return dropped;
  }
}
