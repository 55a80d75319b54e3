package org.chappe.server.station;

import java.util.Arrays;
import org.chappe.model.Payload;
import org.chappe.node.NumberRanges;

/**
 * Records of what was seen of a pair: one byte for the format, then numbers of seven bits a byte, lowest first. They are,
 * for each kind and epoch, the kind's place, the epoch, when a number was added last, in seconds of the station's age, how many
 * ranges there are, and for each range how far it begins behind the last one and how many numbers follow its first.
 *
 * <p>The first format has one such time for the whole pair, before everything else; it is read, and not written any more.
 */
final class SeenCodec {

  private static final byte FIRST_FORMAT = 1;
  private static final byte FORMAT = 2;

  private static final MailKind[] KINDS = MailKind.values();

  private SeenCodec() {}

  static Payload encode(SeenPair pair) {
    Writing writing = new Writing();
    writing.number(FORMAT);
    for (SeenPair.Numbers numbers : pair.all()) {
      writing.number(place(numbers.kind()));
      writing.number(numbers.epoch());
      writing.number(numbers.addedAtSeconds());
      writing.ranges(numbers.ranges());
    }
    return Payload.copyOf(writing.bytes, 0, writing.length);
  }

  private static int place(MailKind kind) {
    int place = 0;
    while (KINDS[place] != kind) {
      place++;
    }
    return place;
  }

  private static final class Writing {

    /** Nine bytes are the longest number. */
    private static final int NUMBER_BYTES_MAX = 9;

    private byte[] bytes = new byte[64];
    private int length;

    void number(long number) {
      if (bytes.length - length < NUMBER_BYTES_MAX) {
        bytes = Arrays.copyOf(bytes, 2 * bytes.length);
      }
      long rest = number;
      while (rest > 0x7F) {
        bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
        rest >>>= 7;
      }
      bytes[length++] = (byte) rest;
    }

    void ranges(NumberRanges ranges) {
      number(ranges.ranges());
      long end = 0;
      for (int i = 0; i < ranges.ranges(); i++) {
        number(ranges.first(i) - end);
        number(ranges.last(i) - ranges.first(i));
        end = ranges.last(i);
      }
    }
  }

  /** @throws IllegalStateException if the value isn't such a record: the store is damaged */
  static SeenPair decode(long source, long destination, Payload value) {
    return new Reading(value).pair(new SeenPair(source, destination));
  }

  private static final class Reading {
    private final Payload value;
    private int at;

    Reading(Payload value) {
      this.value = value;
    }

    SeenPair pair(SeenPair pair) {
      long format = number();
      check(format == FORMAT || format == FIRST_FORMAT);
      long addedAtSeconds = format == FIRST_FORMAT ? number() : 0;
      while (at < value.length()) {
        long place = number();
        check(place < KINDS.length);
        long epoch = number();
        addedAtSeconds = format == FIRST_FORMAT ? addedAtSeconds : number();
        pair.recorded(new SeenPair.Numbers(KINDS[(int) place], epoch, ranges(), addedAtSeconds));
      }
      return pair;
    }

    private NumberRanges ranges() {
      long count = number();
      check(count <= SeenPair.RANGES_MAX);
      NumberRanges ranges = NumberRanges.forgetting(SeenPair.RANGES_MAX);
      long end = 0;
      for (long i = 0; i < count; i++) {
        long first = end + number();
        end = first + number();
        ranges.add(first, end);
      }
      return ranges;
    }

    private long number() {
      long number = 0;
      int shift = 0;
      int one;
      do {
        check(at < value.length() && shift < Long.SIZE - 1);
        one = value.at(at++);
        number |= (long) (one & 0x7F) << shift;
        shift += 7;
      } while ((one & 0x80) != 0);
      return number;
    }

    private static void check(boolean right) {
      if (!right) {
        throw new IllegalStateException("a stored value is not a record of numbers seen");
      }
    }
  }
}
