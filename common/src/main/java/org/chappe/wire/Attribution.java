package org.chappe.wire;

import org.chappe.model.ClientId;

/** Reads from bytes that are no frame who sent them and under which number, as far as that stands there. */
final class Attribution {

  private Attribution() {}

  static Malformed malformed(Problem problem, byte[] bytes, int offset, int length) {
    int end = offset + length;
    int typeEnd = Ascii.indexOf('/', bytes, offset, end);
    int seqFrom = Math.min(typeEnd + 1, end);
    int seqEnd = Ascii.indexOf('/', bytes, seqFrom, end);
    int sourceFrom = Math.min(seqEnd + 1, end);
    int sourceEnd = Ascii.indexOf('/', bytes, sourceFrom, end);

    boolean answerable = isAnswerable(bytes, offset, typeEnd);
    int seq = SequenceField.read(bytes, seqFrom, seqEnd);
    ClientId source = AddressField.readClient(bytes, sourceFrom, sourceEnd);
    return new Malformed(problem.refusal(), problem.words(), answerable, seq, source);
  }

  /** What isn't text is no honest mistake, and acks and refusals are never answered. */
  private static boolean isAnswerable(byte[] bytes, int from, int to) {
    int wordEnd = Ascii.indexOf(';', bytes, from, to);
    return from < to
        && Ascii.isSmallLetter(bytes[from])
        && !Ascii.equals(FrameType.ACK.word(), bytes, from, wordEnd);
  }
}
