package org.chappe.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A million clients take 40 bytes each at most, all in. */
final class DirectoryMemoryTest {

  private static final int CLIENTS = 1_000_000;
  private static final long BYTES_MAX = 40L * CLIENTS;

  @Test
  void shouldTakeFortyBytesAClientByTheLengthsOfItsArrays() {
    Directory directory = LargeTown.of(CLIENTS);
    assertThat(directory.size()).isEqualTo(CLIENTS);
    assertThat(directory.heapBytes()).isLessThanOrEqualTo(BYTES_MAX);
  }

  /** In a machine of its own, where nothing else moves, and whose serial collector counts what is left to the byte. */
  @Test
  void shouldTakeFortyBytesAClientOfHeap() throws IOException, InterruptedException {
    String[] measured = measure().strip().split(" ");
    assertThat(measured).as(String.join(" ", measured)).hasSize(3);
    assertThat(Integer.parseInt(measured[0])).isEqualTo(CLIENTS);
    long heapBytes = Long.parseLong(measured[1]);
    assertThat(heapBytes).isLessThanOrEqualTo(BYTES_MAX);
    long countedBytes = Long.parseLong(measured[2]);
    assertThat(countedBytes)
        .as("what is counted is there")
        .isBetween(heapBytes - heapBytes / 20, heapBytes + heapBytes / 20);
  }

  private static String measure() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            DirectoryFootprint.class.getName(),
            Integer.toString(CLIENTS))
        .redirectErrorStream(true)
        .start();
    byte[] said = process.getInputStream().readAllBytes();
    process.waitFor();
    return new String(said, StandardCharsets.UTF_8);
  }
}
