package org.chappe.wire;

import java.nio.charset.StandardCharsets;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.model.Via;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands between the type and the first "/", and holds it until the next frame. Each value is read to where it stops to be one; that has to be the end
 * of the parameter.
 */
final class ParameterReader {

  static final int REFUSED = -1;

  private static final int NOT_A_NUMBER = -1;

  private static final String VERSION_COMPLAINT =
      "the version is one digit, 1 to 9, and stands first";

  private static final int LAP_DIGITS_MAX = 4;
  private static final int EPOCH_DIGITS_MAX = 8;
  private static final int N_DIGITS_MAX = 6;
  private static final int HOPS_DIGITS_MAX = 3;
  private static final int CUSTODIAN_DIGITS_MAX = 3;
  private static final int LIFE_DIGITS_MAX = 5;
  private static final int WAIT_DIGITS_MAX = 3;
  static final int KEY_CHARACTERS_MAX = 4;
  private static final Refusal[] REFUSALS = Refusal.values();

  int version;
  long session;
  long lap;

  @Nullable MessageId id;

  @Nullable Part part;

  int hopsLeft;
  int custodian;
  long lifeSeconds;
  Receipt receipt = Receipt.NONE;

  Via via = Via.DIRECT;

  @Nullable Refusal refusal;

  int waitSeconds;
  long nonce;
  long cookie;

  @Nullable String keyId;

  String extensions = "";

  /** What was wrong, after {@link #REFUSED}. */
  String complaint = "";

  private byte[] bytes = {};
  private int end;
  private int at;
  private int lastRank;

  /** Reads all parameters from their first ";" on; returns where they end, or {@link #REFUSED}. */
  int read(FrameType type, byte[] datagram, int from, int to) {
    clear();
    bytes = datagram;
    end = to;
    at = from;
    while (at < end && bytes[at] == ';') {
      int letter = at + 1 < end ? bytes[at + 1] : ';';
      int rank = type.rank(letter);
      if (rank <= lastRank) {
        return Ascii.isCapital(letter) ? readExtensions() : refuse(complaint(type, letter));
      }
      lastRank = rank;
      at += 2;
      if (!isTaken(letter) || !isValueOver()) {
        return refuse(complaint(letter));
      }
    }
    return at;
  }

  private void clear() {
    version = Stamp.CLASSIC;
    session = Stamp.NONE;
    lap = Stamp.NONE;
    id = null;
    part = null;
    hopsLeft = Message.UNLIMITED;
    custodian = Message.NOBODY;
    lifeSeconds = Message.UNLIMITED;
    receipt = Receipt.NONE;
    via = Via.DIRECT;
    refusal = null;
    waitSeconds = Frame.Get.NO_WAIT;
    nonce = Stamp.NONE;
    cookie = Stamp.NONE;
    keyId = null;
    extensions = "";
    lastRank = 0;
  }

  private int readExtensions() {
    int from = at;
    int to = Extensions.end(bytes, from, end);
    if (to == Extensions.NOT_CANONICAL) {
      return refuse(Extensions.COMPLAINT);
    }
    extensions = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    return to;
  }

  /** What is wrong with a parameter that can't stand here. */
  private static String complaint(FrameType type, int letter) {
    if (Ascii.isDigit(letter)) {
      return VERSION_COMPLAINT;
    }
    if (!Ascii.isSmallLetter(letter)) {
      return "each ; is followed by a letter";
    }
    Parameter parameter = Parameter.of(letter);
    if (parameter == null) {
      return "unknown parameter ;" + (char) letter;
    }
    return "parameter ;"
        + (char) letter
        + (type.carries(parameter)
            ? " is there twice or out of order"
            : " doesn't belong to " + type.word());
  }

  /** What is wrong with a value. */
  private static String complaint(int letter) {
    Parameter parameter = Ascii.isDigit(letter) ? null : Parameter.of(letter);
    return parameter == null
        ? VERSION_COMPLAINT
        : "parameter ;" + (char) letter + " takes " + parameter.takes();
  }

  private boolean isValueOver() {
    return at == end || bytes[at] == ';' || bytes[at] == '/';
  }

  private boolean isTaken(int letter) {
    return switch (letter) {
      case 'e' -> (session = token()) >= 0;
      case 'l' -> (lap = number(LAP_DIGITS_MAX)) >= 0;
      case 'm' -> isMessageId();
      case 's' -> isPart();
      case 't' -> (hopsLeft = (int) number(HOPS_DIGITS_MAX)) >= 0;
      case 'o' -> isCustodian();
      case 'd' -> (lifeSeconds = number(LIFE_DIGITS_MAX)) >= 0;
      case 'r' -> isReceipt();
      case 'x' -> isRefusal();
      case 'w' -> isWait();
      case 'n' -> (nonce = token()) >= 0;
      case 'c' -> (cookie = token()) >= 0;
      case 'k' -> isKeyId();
      case 'g' -> isVia();
      default -> isVersion(letter);
    };
  }

  /** Eight characters of base64url, or {@link Token#NOT_A_TOKEN}. */
  private long token() {
    int from = at;
    at = Math.min(from + Token.CHARACTERS, end);
    return Token.read(bytes, from, at);
  }

  private boolean isVersion(int digit) {
    version = digit - '0';
    return true;
  }

  /** As many digits as there are, or {@link #NOT_A_NUMBER} if there are none, too many, or a zero leads. */
  private long number(int digitsMax) {
    int from = at;
    int to = from;
    long value = 0;
    while (to < end) {
      int digit = Base36.digit(bytes[to]);
      if (digit < 0) {
        break;
      }
      value = value * Base36.RADIX + digit;
      to++;
    }
    at = to;
    int digits = to - from;
    boolean canonical = digits == 1 || (digits > 1 && bytes[from] != '0');
    return canonical && digits <= digitsMax ? value : NOT_A_NUMBER;
  }

  private boolean isMessageId() {
    long epoch = epoch();
    if (epoch < 0 || at == end || bytes[at] != '.') {
      return false;
    }
    at++;
    long n = number(N_DIGITS_MAX);
    if (n < 0) {
      return false;
    }
    id = new MessageId(epoch, n);
    return true;
  }

  /** Today's epochs have all the digits that they may. */
  private long epoch() {
    int dot = at + EPOCH_DIGITS_MAX;
    long value = dot < end && bytes[dot] == '.' && bytes[at] != '0'
        ? Base36.readEight(bytes, at)
        : NOT_A_NUMBER;
    if (value == NOT_A_NUMBER) {
      return number(EPOCH_DIGITS_MAX);
    }
    at = dot;
    return value;
  }

  private boolean isPart() {
    if (end - at < 3 || bytes[at + 1] != '.') {
      return false;
    }
    int k = bytes[at] - '0';
    int n = bytes[at + 2] - '0';
    if (k < 1 || k > n || n > Part.MAX) {
      return false;
    }
    part = new Part(k, n);
    at += 3;
    return true;
  }

  private boolean isCustodian() {
    custodian = (int) number(CUSTODIAN_DIGITS_MAX);
    return custodian >= 1 && custodian <= RelayNumber.MAX;
  }

  private boolean isReceipt() {
    receipt = isValueOver() ? Receipt.WANTED : receiptOf(bytes[at++]);
    return receipt != Receipt.NONE;
  }

  private static Receipt receiptOf(int letter) {
    return switch (letter) {
      case 's' -> Receipt.STORED;
      case 'd' -> Receipt.DELIVERED;
      case 'x' -> Receipt.EXPIRED;
      case 'f' -> Receipt.FAILED;
      case 'c' -> Receipt.COPY;
      case 'o' -> Receipt.OWN;
      case 't' -> Receipt.TAKEN;
      case 'v' -> Receipt.VOID;
      default -> Receipt.NONE;
    };
  }

  private boolean isRefusal() {
    int from = at;
    at = Ascii.endOfWord(bytes, from, end);
    for (Refusal each : REFUSALS) {
      if (Ascii.equals(each.word(), bytes, from, at)) {
        refusal = each;
        return true;
      }
    }
    return false;
  }

  private boolean isWait() {
    waitSeconds = (int) number(WAIT_DIGITS_MAX);
    return waitSeconds >= 0 && waitSeconds <= WireLimits.WAIT_SECONDS_MAX;
  }

  private boolean isKeyId() {
    int from = at;
    while (at < end && Parameter.isValueCharacter(bytes[at])) {
      at++;
    }
    int length = at - from;
    if (length < 1 || length > KEY_CHARACTERS_MAX) {
      return false;
    }
    keyId = new String(bytes, from, length, StandardCharsets.US_ASCII);
    return true;
  }

  private boolean isVia() {
    via = isValueOver() ? Via.DIRECT : viaOf(bytes[at++]);
    return via != Via.DIRECT && keyId == null;
  }

  private static Via viaOf(int letter) {
    return switch (letter) {
      case 'a' -> Via.BROADCAST;
      case 'r' -> Via.ROOM;
      case 'c' -> Via.ROOM_ANSWER;
      default -> Via.DIRECT;
    };
  }

  private int refuse(String words) {
    complaint = words;
    return REFUSED;
  }
}
