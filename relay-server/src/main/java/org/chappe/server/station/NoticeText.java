package org.chappe.server.station;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.wire.Counter;
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

  private final StringBuilder text = new StringBuilder(BYTES_MAX);

  /** Adds a notice; false, and nothing is changed, when there is no room for it. */
  boolean add(StoredNotice notice) {
    int before = text.length();
    text.append(before == 0 ? STORED : "?");
    appendClient(notice.destination());
    appendClient(notice.source());
    text.append(Counter.write(notice.version())).append('/');
    text.append(Counter.write(notice.epoch())).append(notice.kind().suffix()).append('/');
    text.append(Counter.write(notice.first())).append('-');
    text.append(Counter.write(notice.last()));
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
    return new StoredNotice(
        ClientId.parse(fields[0]),
        ClientId.parse(fields[1]),
        Counter.read(fields[2]),
        kind,
        Counter.read(epoch),
        Counter.read(fields[4].substring(0, Math.max(0, range))),
        Counter.read(fields[4].substring(range + 1)));
  }

  private static MailKind kind(String suffix) {
    for (MailKind kind : MailKind.values()) {
      if (kind.suffix().equals(suffix)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("not a kind of mail");
  }
}
