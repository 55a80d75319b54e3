package org.chappe.transport;

import java.util.List;
import java.util.random.RandomGenerator;

/** Decides, datagram by datagram, what an {@link ImpairmentSpec} does to it. Pure but for the generator it is given. */
public final class Impairment {

  private final ImpairmentSpec spec;
  private final RandomGenerator random;

  /**
   * @param random the source of all its chances; the same seed gives the same decisions
   */
  public Impairment(ImpairmentSpec spec, RandomGenerator random) {
    this.spec = spec;
    this.random = random;
  }

  /**
   * One copy of a datagram that goes on.
   *
   * @param delayNanos how long it is held back, in nanoseconds, at least 0
   * @param corruptAt which byte is changed, or −1 for none
   * @param corruptMask the bits of that byte that are flipped
   */
  public record Copy(long delayNanos, int corruptAt, int corruptMask) {

    static final int INTACT = -1;

    public boolean isCorrupted() {
      return corruptAt != INTACT;
    }

    /** Flips the bits of this copy in bytes that hold the datagram from {@code offset}. */
    public void corrupt(byte[] bytes, int offset) {
      if (isCorrupted()) {
        bytes[offset + corruptAt] ^= (byte) corruptMask;
      }
    }
  }

  /**
   * What becomes of one datagram: no copies when it is lost, two when it is doubled.
   *
   * @param length its bytes; one that is empty is never corrupted
   */
  public List<Copy> decide(int length) {
    if (happens(spec.loss())) {
      return List.of();
    }
    Copy first = copy(length);
    return happens(spec.duplicate()) ? List.of(first, copy(length)) : List.of(first);
  }

  private Copy copy(int length) {
    long delayNanos = delay();
    if (length == 0 || !happens(spec.corrupt())) {
      return new Copy(delayNanos, Copy.INTACT, 0);
    }
    return new Copy(delayNanos, random.nextInt(length), random.nextInt(1, 256));
  }

  private long delay() {
    long nanos = spec.delayNanos();
    if (spec.jitterNanos() > 0) {
      nanos += random.nextLong(-spec.jitterNanos(), spec.jitterNanos() + 1);
    }
    long held = happens(spec.reorder()) ? ImpairmentSpec.REORDER_NANOS : 0;
    return Math.max(0, nanos) + held;
  }

  private boolean happens(double share) {
    return share > 0 && random.nextDouble() < share;
  }
}
