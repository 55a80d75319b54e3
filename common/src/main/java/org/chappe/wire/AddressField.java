package org.chappe.wire;

import org.chappe.model.Address;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.jspecify.annotations.Nullable;

/** The third and fourth field: ten digits, one to four digits without leading zero, nothing, or a star for all. */
final class AddressField {

  private static final int RELAY_DIGITS_MAX = 4;
  private static final int NOT_A_NUMBER = -1;
  private static final byte STAR = '*';
  private static final int PAIR = 100;
  private static final int FOUR = PAIR * PAIR;
  private static final long EIGHT = (long) FOUR * FOUR;
  private static final long EACH_F0 = 0xF0F0_F0F0_F0F0_F0F0L;
  private static final char[] PAIRS = DigitPairs.of(Ascii.bytes("0123456789"));

  private AddressField() {}

  /** Reads the address that fills a range; null if it isn't one. */
  static @Nullable Address read(byte[] bytes, int from, int to) {
    int digits = to - from;
    if (digits == 0) {
      return Address.NOBODY;
    }
    if (digits == 1 && bytes[from] == STAR) {
      return ClientId.EVERYONE;
    }
    return digits == ClientId.DIGITS ? readClient(bytes, from, to) : readRelay(bytes, from, to);
  }

  /** Reads the client ID that fills a range; null if it isn't one. */
  static @Nullable ClientId readClient(byte[] bytes, int from, int to) {
    return to - from == ClientId.DIGITS ? readTenDigits(bytes, from) : null;
  }

  /** Reads the client ID at the begin of a range and before a byte, as most addresses are; null if it isn't one. */
  static @Nullable ClientId readClientBefore(int c, byte[] bytes, int from, int to) {
    int end = from + ClientId.DIGITS;
    return end < to && bytes[end] == c ? readTenDigits(bytes, from) : null;
  }

  private static @Nullable ClientId readTenDigits(byte[] bytes, int from) {
    long first = EightBytes.get(bytes, from) - EightBytes.EACH * '0';
    int ninth = bytes[from + 8] - '0';
    int tenth = bytes[from + 9] - '0';
    // what is below 0 or above 9 has, or gets, one of its byte's four high bits
    long others = first | first + EightBytes.EACH * 6;
    if ((others & EACH_F0) != 0 || ninth < 0 || ninth > 9 || tenth < 0 || tenth > 9) {
      return null;
    }
    return new ClientId(EightBytes.number(first, 10) * 100 + ninth * 10L + tenth);
  }

  private static @Nullable RelayNumber readRelay(byte[] bytes, int from, int to) {
    if (to - from > RELAY_DIGITS_MAX || bytes[from] == '0') {
      return null;
    }
    long value = decimal(bytes, from, to);
    return value == NOT_A_NUMBER ? null : new RelayNumber((int) value);
  }

  private static long decimal(byte[] bytes, int from, int to) {
    long value = 0;
    for (int at = from; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return NOT_A_NUMBER;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Writes an address and returns the offset behind it. */
  static int write(Address address, byte[] target, int offset) {
    if (address instanceof ClientId client) {
      if (client.isEveryone()) {
        target[offset] = STAR;
        return offset + 1;
      }
      return writeTenDigits(client.value(), target, offset);
    }
    return address instanceof RelayNumber relay
        ? writeNumber(relay.value(), target, offset)
        : offset;
  }

  private static int writeTenDigits(long value, byte[] target, int offset) {
    int first = (int) (value / EIGHT);
    int rest = (int) (value % EIGHT);
    int high = rest / FOUR;
    int low = rest % FOUR;
    return DigitPairs.write(
        PAIRS[high / PAIR],
        PAIRS[high % PAIR],
        PAIRS[low / PAIR],
        PAIRS[low % PAIR],
        target,
        DigitPairs.write(PAIRS[first], target, offset));
  }

  /** Writes a non-negative number without leading zeros and returns the offset behind it. */
  static int writeNumber(int value, byte[] target, int offset) {
    if (value < 10) {
      target[offset] = (byte) ('0' + value);
      return offset + 1;
    }
    int middle = value < PAIR ? offset : writeNumber(value / PAIR, target, offset);
    return DigitPairs.write(PAIRS[value % PAIR], target, middle);
  }
}
