package org.chappe.yaml;

import java.util.List;

/** A file can't be used. Its message is for the person who wrote the file. */
public final class FileProblem extends Exception {

  private final List<String> problems;

  /** @param problems at least one sentence, each beginning with the file and, where there is one, the line */
  public FileProblem(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence for each thing that is wrong: {@code file:line:column: what is wrong; what to do}. */
  public List<String> problems() {
    return problems;
  }
}
