package org.chappe.server.station;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The payload of table frames that carry stored notices: {@code
 * stored?destination/source/version/epoch.kind/first-last?…}. Clients are decimal, all numbers base 36; the kind is one
 * letter, and nothing for messages; {@code e} stands for messages that have failed.
 */
public final class NoticeText {

  /** The longest payload that is written, in bytes: with the longest table header it fits in a datagram. */
  public static final int BYTES_MAX = 200;

  private static final String STORED = "stored?";

  /** The longest number that is read, in base-36 digits. */
  private static final int DIGITS_MAX = 9;

  private final StringBuilder text = new StringBuilder(BYTES_MAX);

  /** Adds a notice; false, and nothing is changed, when there is no room for it. */
  boolean add(StoredNotice notice) {
    int before = text.length();
    text.append(before == 0 ? STORED : "?");
    appendClient(notice.destination());
    appendClient(notice.source());
    text.append(Long.toString(notice.version(), 36)).append('/');
    text.append(Long.toString(notice.epoch(), 36))
        .append((notice.failed() ? MailKind.ENDED : notice.kind()).suffix())
        .append('/');
    text.append(Long.toString(notice.first(), 36)).append('-');
    text.append(Long.toString(notice.last(), 36));
    if (text.length() > BYTES_MAX) {
      text.setLength(before);
      return false;
    }
    return true;
  }

  /** Ten digits: quicker than what the client's own text takes, as this is written for each burst of mail. */
  private void appendClient(ClientId client) {
    String digits = Long.toString(client.value());
    for (int i = digits.length(); i < ClientId.DIGITS; i++) {
      text.append('0');
    }
    text.append(digits).append('/');
  }

  Payload payload() {
    return Payload.of(text.toString());
  }

  /** Whether a table's payload is meant to be stored notices. */
  public static boolean isMeant(Payload payload) {
    int length = STORED.length();
    int at = 0;
    while (at < length && at < payload.length() && payload.at(at) == STORED.charAt(at)) {
      at++;
    }
    return at == length;
  }

  /** Reads notices; null when the payload isn't that. */
  public static @Nullable List<StoredNotice> read(Payload payload) {
    if (!isMeant(payload)) {
      return null;
    }
    String[] items = payload.text().split("\\?", -1);
    List<StoredNotice> notices = new ArrayList<>(items.length - 1);
    try {
      for (int i = 1; i < items.length; i++) {
        notices.add(notice(items[i]));
      }
    } catch (IllegalArgumentException notNotices) {
      return null;
    }
    return notices;
  }

  private static StoredNotice notice(String item) {
    String[] fields = item.split("/", -1);
    if (fields.length != 5) {
      throw new IllegalArgumentException("a notice has five fields");
    }
    int range = fields[4].indexOf('-');
    int dot = fields[3].indexOf('.');
    String epoch = dot < 0 ? fields[3] : fields[3].substring(0, dot);
    MailKind kind = kind(dot < 0 ? "" : fields[3].substring(dot));
    boolean failed = kind == MailKind.ENDED;
    return new StoredNotice(
        ClientId.parse(fields[0]),
        ClientId.parse(fields[1]),
        number(fields[2]),
        failed ? MailKind.MESSAGE : kind,
        number(epoch),
        number(fields[4].substring(0, Math.max(0, range))),
        number(fields[4].substring(range + 1)),
        failed);
  }

  private static MailKind kind(String suffix) {
    for (MailKind kind : MailKind.values()) {
      if (kind.suffix().equals(suffix)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("not a kind of mail");
  }

  private static long number(String digits) {
    if (digits.isEmpty() || digits.length() > DIGITS_MAX) {
      throw new IllegalArgumentException("not a number");
    }
    long value = Long.parseLong(digits, 36);
    if (value < 0 || !Long.toString(value, 36).equals(digits)) {
      throw new IllegalArgumentException("not canonical");
    }
    return value;
  }
}
