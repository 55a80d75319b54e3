package org.chappe.client.session;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;

/**
 * A submission as it is written down: one line of fields, divided by spaces, and the text behind it.
 *
 * <pre>stage[@limit][+sent][!] destination epoch n life accepted stored delivered length... LF text</pre>
 *
 * <p>The stage is that which the program waits for, as a word, the limit until when it does, and when the text was sent, in milliseconds since 1970; a ! says that it doesn't stand in the history. All numbers are decimal; those of the stages that parts have come to are
 * bits, that of part 1 the lowest. There is a length, in bytes, for each part, so that a text stays cut as it is numbered.
 */
final class SubmissionRecord {

  private static final int FIELDS = 8;
  private static final String UNLISTED = "!";

  private SubmissionRecord() {}

  static Payload encode(Submission submission) {
    StringBuilder line = new StringBuilder()
        .append(submission.until())
        .append(limit(submission))
        .append('+')
        .append(submission.sentMillis())
        .append(submission.isInHistory() ? "" : UNLISTED)
        .append(' ')
        .append(submission.destination())
        .append(' ')
        .append(submission.id().epoch())
        .append(' ')
        .append(submission.id().n())
        .append(' ')
        .append(submission.lifeSeconds());
    for (Stage stage : Stage.values()) {
      line.append(' ').append(bits(submission, stage));
    }
    submission.texts().forEach(text -> line.append(' ').append(text.length()));
    Payload fields = Payload.of(line.append('\n').toString());
    int textBytes = submission.texts().stream().mapToInt(Payload::length).sum();
    byte[] bytes = new byte[fields.length() + textBytes];
    int end = fields.copyTo(bytes, 0);
    for (Payload text : submission.texts()) {
      end = text.copyTo(bytes, end);
    }
    return Payload.copyOf(bytes, 0, end);
  }

  private static String limit(Submission submission) {
    boolean limited = submission.answerByMillis() != Submission.NO_LIMIT;
    return limited ? "@" + submission.answerByMillis() : "";
  }

  private static int bits(Submission submission, Stage stage) {
    int bits = 0;
    for (int k = 1; k <= submission.parts(); k++) {
      bits |= submission.has(k, stage) ? 1 << (k - 1) : 0;
    }
    return bits;
  }

  /** @throws IllegalArgumentException if the value is no record: it isn't what was written */
  static Submission decode(Payload value) {
    byte[] bytes = new byte[value.length()];
    value.copyTo(bytes, 0);
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    String[] fields = Payload.copyOf(bytes, 0, end).text().split(" ", -1);
    if (end == bytes.length || fields.length <= FIELDS) {
      throw new IllegalArgumentException("a text on its way isn't readable any more");
    }
    String[] sent = fields[0].split("\\+", 2);
    String[] until = sent[0].split("@", 2);
    Submission submission = new Submission(
        Submission.EARLIER,
        ClientId.parseRecipient(fields[1]),
        new MessageId(Long.parseLong(fields[2]), Long.parseLong(fields[3])),
        texts(bytes, end + 1, fields),
        Stage.valueOf(until[0]),
        Long.parseLong(fields[4]));
    if (until.length > 1) {
      submission.waitUntil(Long.parseLong(until[1]));
    }
    if (sent.length > 1) {
      submission.setSentMillis(Long.parseLong(sent[1].replace(UNLISTED, "")));
    }
    if (fields[0].endsWith(UNLISTED)) {
      submission.leaveOutOfHistory();
    }
    int field = 5;
    for (Stage stage : Stage.values()) {
      note(submission, stage, Integer.parseInt(fields[field++]));
    }
    return submission;
  }

  private static List<Payload> texts(byte[] bytes, int begin, String[] fields) {
    List<Payload> texts = new ArrayList<>();
    int at = begin;
    for (int field = FIELDS; field < fields.length; field++) {
      int length = Integer.parseInt(fields[field]);
      if (length < 0 || length > bytes.length - at) {
        throw new IllegalArgumentException("a text on its way isn't complete any more");
      }
      texts.add(Payload.copyOf(bytes, at, length));
      at += length;
    }
    return texts;
  }

  private static void note(Submission submission, Stage stage, int bits) {
    for (int k = 1; k <= submission.parts(); k++) {
      if ((bits & 1 << (k - 1)) != 0) {
        submission.note(k, stage);
      }
    }
  }
}
