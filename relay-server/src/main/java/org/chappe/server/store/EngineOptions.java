package org.chappe.server.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WALRecoveryMode;

/** How the engine is tuned; docs/adr/0007 says why. */
final class EngineOptions implements AutoCloseable {

  /** Logs that are written over again instead of growing a new file at each sync. */
  private static final int RECYCLED_LOGS = 4;

  private static final long WRITE_BUFFER_BYTES = 64L << 20;
  private static final int WRITE_BUFFERS_MAX = 4;
  private static final long LOG_BYTES_MAX = 512L << 20;
  private static final int BACKGROUND_JOBS_MAX = 2;
  private static final long BLOCK_CACHE_BYTES = 32L << 20;
  private static final double BLOOM_BITS_PER_KEY = 10;

  /** The engine's own diary. */
  private static final int DIARIES_KEPT = 4;

  private static final byte[] MAIL = "mail".getBytes(StandardCharsets.US_ASCII);

  private final LRUCache cache = new LRUCache(BLOCK_CACHE_BYTES);
  private final BloomFilter bloom = new BloomFilter(BLOOM_BITS_PER_KEY);
  private final ColumnFamilyOptions family;
  private final DBOptions database;

  EngineOptions() {
    family = new ColumnFamilyOptions()
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setWriteBufferSize(WRITE_BUFFER_BYTES)
        .setMaxWriteBufferNumber(WRITE_BUFFERS_MAX)
        .setLevelCompactionDynamicLevelBytes(true)
        .setTableFormatConfig(
            new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(bloom));
    database = new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setRecycleLogFileNum(RECYCLED_LOGS)
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        .setMaxTotalWalSize(LOG_BYTES_MAX)
        .setMaxBackgroundJobs(BACKGROUND_JOBS_MAX)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(DIARIES_KEPT)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  DBOptions database() {
    return database;
  }

  /** The records, which are RocksDB's default family, and mail. */
  List<ColumnFamilyDescriptor> families() {
    return List.of(
        new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, family),
        new ColumnFamilyDescriptor(MAIL, family));
  }

  @Override
  public void close() {
    database.close();
    family.close();
    bloom.close();
    cache.close();
  }
}
