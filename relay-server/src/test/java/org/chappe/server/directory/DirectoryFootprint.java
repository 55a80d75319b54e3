package org.chappe.server.directory;

/** A program that builds a directory of as many clients as it is told and prints the heap that it takes, in bytes. */
final class DirectoryFootprint {

  private DirectoryFootprint() {}

  public static void main(String[] arguments) {
    int clients = Integer.parseInt(arguments[0]);
    LargeTown.of(1_000);
    long before = usedBytes();
    Directory directory = LargeTown.of(clients);
    long after = usedBytes();
    System.out.println(directory.size() + " " + (after - before) + " " + directory.heapBytes());
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
