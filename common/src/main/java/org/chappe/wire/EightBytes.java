package org.chappe.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array at once, as one number: the first of them is its lowest byte, wherever it runs. */
final class EightBytes {

  /** A byte in each of the eight places, to be multiplied. */
  static final long EACH = 0x0101_0101_0101_0101L;

  private static final VarHandle VIEW =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private EightBytes() {}

  static long get(byte[] bytes, int offset) {
    return (long) VIEW.get(bytes, offset);
  }

  static void put(long eight, byte[] target, int offset) {
    VIEW.set(target, offset, eight);
  }

  /**
   * The number that eight digits are, by Horner's rule on neighbours: of digits, of pairs, of fours.
   *
   * @param values the digits' values, the first digit's in the lowest byte
   * @param radix at most 256
   */
  static long number(long values, int radix) {
    long pairs =
        (values & 0x00FF_00FF_00FF_00FFL) * radix + (values >>> Byte.SIZE & 0x00FF_00FF_00FF_00FFL);
    int square = radix * radix;
    long fours =
        (pairs & 0x0000_FFFF_0000_FFFFL) * square + (pairs >>> Short.SIZE & 0x0000_FFFF_0000_FFFFL);
    return (fours & 0xFFFF_FFFFL) * ((long) square * square) + (fours >>> Integer.SIZE);
  }
}
