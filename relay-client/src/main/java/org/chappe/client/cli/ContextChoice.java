package org.chappe.client.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.chappe.yaml.LocatedYaml;

/** Writes into the configuration file which context is used; everything else in it stays as its owner wrote it. */
final class ContextChoice {

  private ContextChoice() {}

  /** @param name one of the file's contexts */
  static void write(Path path, String name) throws UserError {
    String chosen = "context: \"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(path));
      int place = lineOfContext(path);
      if (place == 0) {
        lines.add(0, chosen);
      } else {
        lines.set(place - 1, chosen);
      }
      Path written = Files.write(path.resolveSibling(path.getFileName() + ".new"), lines);
      if (!isAsWanted(written, name)) {
        Files.delete(written);
        throw new UserError(
            ExitCodes.FILE,
            path + ": can't be changed as it is laid out; write " + chosen + " into it yourself");
      }
      Files.move(written, path, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError(ExitCodes.FILE, path + ": can't be changed: " + e.getMessage());
    }
  }

  /** The line of the key, from 1; 0 if there is none. */
  private static int lineOfContext(Path path) throws UserError {
    return ClientFile.tree(path) instanceof LocatedYaml.Mapping file
        ? file.entries().stream()
            .filter(entry -> entry.key().equals("context"))
            .mapToInt(entry -> entry.place().line())
            .findFirst()
            .orElse(0)
        : 0;
  }

  private static boolean isAsWanted(Path written, String name) {
    try {
      return name.equals(ClientFile.read(written).current());
    } catch (UserError e) {
      return false;
    }
  }
}
