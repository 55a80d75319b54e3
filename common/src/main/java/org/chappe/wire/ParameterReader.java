package org.chappe.wire;

import java.nio.charset.StandardCharsets;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.model.Via;
import org.jspecify.annotations.Nullable;

/** Reads what stands between the type and the first "/", and holds it until the next frame. */
final class ParameterReader {

  static final int REFUSED = -1;

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

  private int lastRank;

  /** Reads all parameters from their first ";" on; returns where they end, or {@link #REFUSED}. */
  int read(FrameType type, byte[] bytes, int from, int end) {
    clear();
    int at = from;
    while (at < end && bytes[at] == ';') {
      int letter = at + 1 < end ? bytes[at + 1] : ';';
      if (Ascii.isCapital(letter)) {
        return readExtensions(bytes, at, end);
      }
      int valueEnd = valueEnd(bytes, at + 1, end);
      if (!isRead(type, letter, bytes, at, valueEnd)) {
        return REFUSED;
      }
      at = valueEnd;
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
    lastRank = -1;
  }

  private static int valueEnd(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != ';' && bytes[at] != '/') {
      at++;
    }
    return at;
  }

  private int readExtensions(byte[] bytes, int from, int end) {
    int to = Extensions.end(bytes, from, end);
    if (to == Extensions.NOT_CANONICAL) {
      refuse(Extensions.COMPLAINT);
      return REFUSED;
    }
    extensions = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    return to;
  }

  private boolean isRead(FrameType type, int letter, byte[] bytes, int at, int valueEnd) {
    if (Ascii.isDigit(letter)) {
      return isVersion(letter, valueEnd - at - 2);
    }
    if (!Ascii.isSmallLetter(letter)) {
      return refuse("each ; is followed by a letter");
    }
    Parameter parameter = Parameter.of(letter);
    if (parameter == null) {
      return refuse("unknown parameter ;" + (char) letter);
    }
    if (!type.carries(parameter)) {
      return refuse("parameter ;" + (char) letter + " doesn't belong to " + type.word());
    }
    if (parameter.rank() <= lastRank) {
      return refuse("parameter ;" + (char) letter + " is there twice or out of order");
    }
    lastRank = parameter.rank();
    return isTaken(parameter, bytes, at + 2, valueEnd)
        || refuse("parameter ;" + (char) letter + " takes " + parameter.takes());
  }

  private boolean isVersion(int digit, int valueBytes) {
    if (lastRank != -1 || digit == '0' || valueBytes != 0) {
      return refuse("the version is one digit, 1 to 9, and stands first");
    }
    lastRank = 0;
    version = digit - '0';
    return true;
  }

  private boolean isTaken(Parameter parameter, byte[] bytes, int from, int to) {
    return switch (parameter) {
      case SESSION -> (session = Token.read(bytes, from, to)) >= 0;
      case LAP -> (lap = Base36.read(bytes, from, to, LAP_DIGITS_MAX)) >= 0;
      case MESSAGE -> isMessageId(bytes, from, to);
      case PART -> isPart(bytes, from, to);
      case HOPS -> (hopsLeft = (int) Base36.read(bytes, from, to, HOPS_DIGITS_MAX)) >= 0;
      case CUSTODIAN -> isCustodian(bytes, from, to);
      case LIFE -> (lifeSeconds = Base36.read(bytes, from, to, LIFE_DIGITS_MAX)) >= 0;
      case RECEIPT -> isReceipt(bytes, from, to);
      case REFUSAL -> isRefusal(bytes, from, to);
      case WAIT -> isWait(bytes, from, to);
      case NONCE -> (nonce = Token.read(bytes, from, to)) >= 0;
      case COOKIE -> (cookie = Token.read(bytes, from, to)) >= 0;
      case KEY -> isKeyId(bytes, from, to);
      case VIA -> isVia(bytes, from, to);
    };
  }

  private boolean isMessageId(byte[] bytes, int from, int to) {
    int dot = Ascii.indexOf('.', bytes, from, to);
    long epoch = Base36.read(bytes, from, dot, EPOCH_DIGITS_MAX);
    long n = Base36.read(bytes, dot + 1, to, N_DIGITS_MAX);
    if (epoch < 0 || n < 0) {
      return false;
    }
    id = new MessageId(epoch, n);
    return true;
  }

  private boolean isPart(byte[] bytes, int from, int to) {
    if (to - from != 3 || bytes[from + 1] != '.') {
      return false;
    }
    int k = bytes[from] - '0';
    int n = bytes[from + 2] - '0';
    if (k < 1 || k > n || n > Part.MAX) {
      return false;
    }
    part = new Part(k, n);
    return true;
  }

  private boolean isCustodian(byte[] bytes, int from, int to) {
    custodian = (int) Base36.read(bytes, from, to, CUSTODIAN_DIGITS_MAX);
    return custodian >= 1 && custodian <= RelayNumber.MAX;
  }

  private boolean isReceipt(byte[] bytes, int from, int to) {
    Receipt read = to == from ? Receipt.WANTED : receiptOf(to - from == 1 ? bytes[from] : 0);
    receipt = read;
    return read != Receipt.NONE;
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

  private boolean isRefusal(byte[] bytes, int from, int to) {
    for (Refusal each : REFUSALS) {
      if (Ascii.equals(each.word(), bytes, from, to)) {
        refusal = each;
        return true;
      }
    }
    return false;
  }

  private boolean isWait(byte[] bytes, int from, int to) {
    waitSeconds = (int) Base36.read(bytes, from, to, WAIT_DIGITS_MAX);
    return waitSeconds >= 0 && waitSeconds <= WireLimits.WAIT_SECONDS_MAX;
  }

  private boolean isKeyId(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length < 1 || length > KEY_CHARACTERS_MAX || !Parameter.isValue(bytes, from, to)) {
      return false;
    }
    keyId = new String(bytes, from, length, StandardCharsets.US_ASCII);
    return true;
  }

  private boolean isVia(byte[] bytes, int from, int to) {
    via = viaOf(to - from == 1 ? bytes[from] : 0);
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

  private boolean refuse(String words) {
    complaint = words;
    return false;
  }
}
