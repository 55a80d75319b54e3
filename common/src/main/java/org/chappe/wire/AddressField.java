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
  private static final int HALF = 100_000;
  private static final byte[] TENS = digits(10);
  private static final byte[] ONES = digits(1);

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
    if (to - from != ClientId.DIGITS) {
      return null;
    }
    long value = decimal(bytes, from, to);
    return value == NOT_A_NUMBER ? null : new ClientId(value);
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
      int middle = writePadded((int) (client.value() / HALF), target, offset);
      return writePadded((int) (client.value() % HALF), target, middle);
    }
    return address instanceof RelayNumber relay
        ? writeNumber(relay.value(), target, offset)
        : offset;
  }

  /** Writes a number below 100,000 without leading zeros and returns the offset behind it. */
  static int writeNumber(int value, byte[] target, int offset) {
    int end = offset + 1;
    for (int bound = 10; value >= bound; bound *= 10) {
      end++;
    }
    writeDigits(value, target, offset, end);
    return end;
  }

  private static int writePadded(int value, byte[] target, int offset) {
    int end = offset + ClientId.DIGITS / 2;
    writeDigits(value, target, offset, end);
    return end;
  }

  private static void writeDigits(int value, byte[] target, int from, int to) {
    int rest = value;
    int at = to;
    // two digits with each division: this is written for every frame, twice
    while (at - from >= 2) {
      at -= 2;
      int pair = rest % 100;
      target[at] = TENS[pair];
      target[at + 1] = ONES[pair];
      rest /= 100;
    }
    if (at > from) {
      target[from] = ONES[rest];
    }
  }

  private static byte[] digits(int divisor) {
    byte[] digits = new byte[100];
    for (int pair = 0; pair < digits.length; pair++) {
      digits[pair] = (byte) ('0' + pair / divisor % 10);
    }
    return digits;
  }
}
