package org.chappe.server.cli;

import java.nio.file.Path;
import org.chappe.model.RelayNumber;
import org.chappe.server.store.DiskStore;
import org.chappe.server.store.StoreProblem;

/** Data directories as the commands see them. */
final class StoredData {

  private StoredData() {}

  /** Opens the store of a relay, or ends the command with the store's words. */
  static DiskStore open(Path directory, RelayNumber relay) throws UserError {
    try {
      return DiskStore.open(directory, relay);
    } catch (StoreProblem e) {
      throw userError(e);
    }
  }

  static UserError userError(StoreProblem problem) {
    int exitCode = switch (problem.kind()) {
      case UNUSABLE -> ExitCodes.DATA_UNUSABLE;
      case LOCKED -> ExitCodes.DATA_LOCKED;
      case OTHER_RELAY -> ExitCodes.DATA_OF_OTHER_RELAY;
      case NEWER_FORMAT -> ExitCodes.DATA_NEWER;
      case DAMAGED -> ExitCodes.DATA_DAMAGED;
      case DISK_FULL -> ExitCodes.DISK_FULL;
    };
    return new UserError(exitCode, String.valueOf(problem.getMessage()));
  }
}
