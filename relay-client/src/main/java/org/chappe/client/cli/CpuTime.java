package org.chappe.client.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The processor time of this program and of others together, as the system counts it. Unlike a rate it means the same on a
 * machine that does other things meanwhile.
 */
final class CpuTime {

  /** So many other programs are taken at most. */
  static final int OTHERS_MAX = 64;

  private final List<ProcessHandle> processes;

  private CpuTime(List<ProcessHandle> processes) {
    this.processes = processes;
  }

  /**
   * Looks the programs up.
   *
   * @param others the process IDs of the others
   * @throws UserError if one isn't running, or there are too many
   */
  static CpuTime of(List<Long> others) throws UserError {
    if (others.size() > OTHERS_MAX) {
      throw new UserError(ExitCodes.USAGE, "--processes takes " + OTHERS_MAX + " at most");
    }
    List<ProcessHandle> processes = new ArrayList<>(List.of(ProcessHandle.current()));
    for (long pid : others) {
      processes.add(ProcessHandle.of(pid)
          .orElseThrow(() -> new UserError(
              ExitCodes.USAGE,
              "no process " + pid + " is running; --processes needs those that are")));
    }
    return new CpuTime(processes);
  }

  /** What they have used so far, in nanoseconds; one that has ended, or of which the system doesn't tell, counts nothing. */
  long nanos() {
    return processes.stream()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .mapToLong(Duration::toNanos)
        .sum();
  }
}
