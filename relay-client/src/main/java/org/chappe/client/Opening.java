package org.chappe.client;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.chappe.client.journal.FileJournal;
import org.chappe.client.journal.JournalProblem;
import org.chappe.client.session.Home;
import org.chappe.transport.BindFailure;

/** Brings a client up: its journal, its socket, and the way to its relay. */
final class Opening {

  private Opening() {}

  /** Connects, or fails as {@link RelayClient#connect} says. */
  static CompletableFuture<RelayClient> connect(RelayClientConfig config) {
    try {
      List<Home> homes = HomeLookup.resolve(config);
      return open(config, homes).attach(homes);
    } catch (JournalProblem e) {
      return CompletableFuture.failedFuture(new ClientFailure.NoJournal(e));
    } catch (BindFailure e) {
      return CompletableFuture.failedFuture(
          new ClientFailure.NoSocket(String.valueOf(e.getMessage())));
    } catch (IllegalArgumentException unknownHost) {
      return CompletableFuture.failedFuture(
          new ClientFailure.Unreachable(String.valueOf(unknownHost.getMessage())));
    }
  }

  private static RelayClient open(RelayClientConfig config, List<Home> homes)
      throws JournalProblem, BindFailure {
    Path directory = config.journal();
    FileJournal journal = directory == null ? null : FileJournal.open(directory, config.id());
    try {
      return new RelayClient(config, homes, journal);
    } catch (BindFailure e) {
      if (journal != null) {
        journal.close();
      }
      throw e;
    }
  }
}
