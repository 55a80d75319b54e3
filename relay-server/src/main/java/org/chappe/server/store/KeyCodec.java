package org.chappe.server.store;

import java.nio.ByteBuffer;
import org.chappe.node.StoreKey;

/** Keys as bytes that sort as the keys do: space, major and minor, the high byte first. */
final class KeyCodec {

  static final int BYTES = 1 + 2 * Long.BYTES;

  private KeyCodec() {}

  static void encode(StoreKey key, ByteBuffer target) {
    target.put((byte) key.space()).putLong(key.major()).putLong(key.minor());
  }

  static byte[] encode(StoreKey key) {
    byte[] bytes = new byte[BYTES];
    encode(key, ByteBuffer.wrap(bytes));
    return bytes;
  }

  static StoreKey decode(byte[] bytes) {
    ByteBuffer source = ByteBuffer.wrap(bytes);
    return new StoreKey(source.get() & 0xFF, source.getLong(), source.getLong());
  }
}
