package org.chappe.client.cli;

/** Where the senders of a bench run are at home, and where its receivers. */
record BenchRoute(BenchPair.Place from, BenchPair.Place to) {

  /** All of them where the senders are. */
  BenchRoute local() {
    return new BenchRoute(from, from);
  }
}
