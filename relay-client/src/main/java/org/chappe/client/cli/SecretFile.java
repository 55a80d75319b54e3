package org.chappe.client.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line beside the journal that only its owner may read.
 *
 * @param directory the journal's, which needn't be there yet
 * @param name the file's
 * @param what what it says, for people
 */
record SecretFile(Path directory, String name, String what) {

  private Path file() {
    return directory.resolve(name);
  }

  /** The line; null where there is none. */
  @Nullable String read() throws UserError {
    Path file = file();
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8).strip() : null;
    } catch (IOException e) {
      throw new UserError(ExitCodes.FILE, "the " + what + " in " + file + " can't be read: " + e);
    }
  }

  /** Keeps a line in the place of what there was, whole or not at all. */
  void write(String line) throws UserError {
    Path file = file();
    try {
      Files.createDirectories(directory);
      Path fresh = directory.resolve(name + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(
          fresh,
          List.of(line),
          StandardCharsets.UTF_8,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError(ExitCodes.FILE, "the " + what + " can't be kept in " + file + ": " + e);
    }
  }

  /** Keeps nothing any more. */
  void forget() throws UserError {
    try {
      Files.deleteIfExists(file());
    } catch (IOException e) {
      throw new UserError(ExitCodes.FILE, "the " + what + " can't be forgotten: " + e);
    }
  }
}
