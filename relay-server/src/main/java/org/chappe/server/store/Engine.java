package org.chappe.server.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A RocksDB database with two column families: mail, whose keys are written once, and all other records.
 *
 * <p>One thread writes, another reads. Whoever closes it makes sure that neither does any more.
 */
final class Engine implements AutoCloseable {

  private static final int RECORDS = 0;
  private static final int MAIL = 1;

  /**
   * A key before all others, put at the end of each group. When the engine flushes, a put and its deletion may vanish together, and
   * their sequence numbers with them; this keeps the last number of all, by which {@link DurableMark} knows what is missing.
   */
  private static final byte[] END_OF_GROUP = {0};

  private static final byte[] NOTHING = {};

  private final EngineOptions options;
  private final RocksDB database;
  private final List<ColumnFamilyHandle> families;
  private final ReadOptions readOptions = new ReadOptions();
  private final WriteOptions writeOptions = new WriteOptions().setSync(true);
  private final WriteBatch group = new WriteBatch();
  private final byte[] writeKey = new byte[KeyCodec.BYTES];
  private final byte[] readKey = new byte[KeyCodec.BYTES];
  private ByteBuffer directKey = ByteBuffer.allocateDirect(KeyCodec.BYTES);
  private ByteBuffer directValue = ByteBuffer.allocateDirect(4096);
  private byte[] writeValue = new byte[4096];
  private byte[] readValue = new byte[4096];

  private Engine(EngineOptions options, RocksDB database, List<ColumnFamilyHandle> families) {
    this.options = options;
    this.database = database;
    this.families = families;
  }

  /** Opens a database, and makes it when it isn't there. The native library must have been loaded. */
  static Engine open(Path directory) throws RocksDBException {
    return open(directory, RocksDB::open);
  }

  /** Opens a database that is there, and changes nothing. */
  static Engine openReadOnly(Path directory) throws RocksDBException {
    return open(directory, RocksDB::openReadOnly);
  }

  private interface Opening {
    RocksDB open(
        DBOptions options,
        String path,
        List<org.rocksdb.ColumnFamilyDescriptor> descriptors,
        List<ColumnFamilyHandle> handles)
        throws RocksDBException;
  }

  private static Engine open(Path directory, Opening opening) throws RocksDBException {
    EngineOptions options = new EngineOptions();
    List<ColumnFamilyHandle> families = new ArrayList<>();
    try {
      RocksDB database =
          opening.open(options.database(), directory.toString(), options.families(), families);
      return new Engine(options, database, families);
    } catch (RocksDBException | RuntimeException e) {
      options.close();
      throw e;
    }
  }

  private ColumnFamilyHandle family(int space) {
    return families.get(space == Store.MAIL_SPACE ? MAIL : RECORDS);
  }

  /** The number of the last change. */
  long lastSequence() {
    return database.getLatestSequenceNumber();
  }

  // ---- the writing thread ----

  /** Adds a batch to the group that is written next. */
  void add(Batch batch) throws RocksDBException {
    for (Batch.Change change : batch.changes()) {
      StoreKey key = change.key();
      Payload value = change.value();
      if (value != null) {
        put(key, value);
      } else if (key.space() == Store.MAIL_SPACE) {
        KeyCodec.encode(key, ByteBuffer.wrap(writeKey));
        group.singleDelete(family(key.space()), writeKey);
      } else {
        KeyCodec.encode(key, ByteBuffer.wrap(writeKey));
        group.delete(family(key.space()), writeKey);
      }
    }
  }

  private void put(StoreKey key, Payload value) throws RocksDBException {
    if (value.length() > writeValue.length) {
      writeValue = new byte[2 * value.length()];
      directValue = ByteBuffer.allocateDirect(2 * value.length());
    }
    value.copyTo(writeValue, 0);
    KeyCodec.encode(key, directKey.clear());
    directValue.clear().put(writeValue, 0, value.length());
    group.put(family(key.space()), directKey.flip(), directValue.flip());
  }

  /** Makes the group durable, all of it or nothing, and begins the next. */
  void write() throws RocksDBException {
    if (group.count() > 0) {
      group.put(families.get(RECORDS), END_OF_GROUP, NOTHING);
      database.write(writeOptions, group);
      group.clear();
    }
  }

  // ---- the reading thread ----

  @Nullable Payload get(StoreKey key) throws RocksDBException {
    KeyCodec.encode(key, ByteBuffer.wrap(readKey));
    int length = database.get(family(key.space()), readOptions, readKey, readValue);
    if (length > readValue.length) {
      readValue = new byte[2 * length];
      length = database.get(family(key.space()), readOptions, readKey, readValue);
    }
    return length == RocksDB.NOT_FOUND ? null : Payload.copyOf(readValue, 0, length);
  }

  /** Visits at most {@code max} values from a key on: the records before mail, mail, the records behind it. */
  void scan(StoreKey from, int max, BiConsumer<StoreKey, Payload> visitor) throws RocksDBException {
    int left = max;
    StoreKey mail = new StoreKey(Store.MAIL_SPACE, 0, 0);
    StoreKey behindMail = new StoreKey(Store.MAIL_SPACE + 1, 0, 0);
    if (from.compareTo(mail) < 0) {
      left -= scan(RECORDS, from, Store.MAIL_SPACE - 1, left, visitor);
    }
    if (from.compareTo(behindMail) < 0) {
      left -= scan(MAIL, later(from, mail), Store.MAIL_SPACE, left, visitor);
    }
    scan(RECORDS, later(from, behindMail), 255, left, visitor);
  }

  private static StoreKey later(StoreKey one, StoreKey other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** Returns how many were visited. */
  private int scan(
      int family, StoreKey from, int lastSpace, int max, BiConsumer<StoreKey, Payload> visitor)
      throws RocksDBException {
    if (max <= 0) {
      return 0;
    }
    int visited = 0;
    try (RocksIterator at = database.newIterator(families.get(family), readOptions)) {
      KeyCodec.encode(from, ByteBuffer.wrap(readKey));
      for (at.seek(readKey); visited < max && at.isValid(); at.next()) {
        at.key(readKey);
        StoreKey key = KeyCodec.decode(readKey);
        if (key.space() > lastSpace) {
          return visited;
        }
        visitor.accept(key, value(at));
        visited++;
      }
      if (visited < max) {
        at.status(); // an iterator that met an error just ends
      }
    }
    return visited;
  }

  private Payload value(RocksIterator at) {
    int length = at.value(readValue);
    if (length > readValue.length) {
      readValue = new byte[2 * length];
      length = at.value(readValue);
    }
    return Payload.copyOf(readValue, 0, length);
  }

  // ---- upkeep ----

  /** Reads all files and compares their checksums. */
  void verify() throws RocksDBException {
    database.verifyChecksum();
  }

  /** Rewrites all files without what was deleted. */
  void compact() throws RocksDBException {
    for (ColumnFamilyHandle family : families) {
      database.compactRange(family);
    }
  }

  @Override
  public void close() {
    group.close();
    families.forEach(ColumnFamilyHandle::close);
    database.close();
    readOptions.close();
    writeOptions.close();
    options.close();
  }
}
