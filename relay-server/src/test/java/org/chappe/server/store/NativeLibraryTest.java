package org.chappe.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chappe.server.store.StoreProblem.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeLibraryTest {

  @TempDir
  private Path directory;

  private final List<Path> places = new ArrayList<>();

  @Test
  void shouldLoadFromATemporaryDirectoryWhereTheFirstAllowsNoPrograms() throws Exception {
    NativeLibrary.load(directory, place -> {
      places.add(place);
      Files.createFile(place.resolve("library"));
      if (place.startsWith(directory)) {
        throw new UnsatisfiedLinkError("failed to map segment");
      }
    });
    assertThat(places).hasSize(2).noneMatch(Files::exists);
  }

  @Test
  void shouldSayInOneLineThatProgramsMayBeRunFromNowhere() {
    assertThatThrownBy(() -> NativeLibrary.load(directory, place -> {
          places.add(place);
          throw new UnsatisfiedLinkError("failed to\nmap segment");
        }))
        .isInstanceOfSatisfying(
            StoreProblem.class, problem -> assertThat(problem.kind()).isEqualTo(Kind.UNUSABLE))
        .hasMessageContainingAll(directory.toString(), "(failed to map segment)", "noexec")
        .satisfies(problem -> assertThat(problem.getMessage()).hasLineCount(1));
    assertThat(places).hasSize(2).noneMatch(Files::exists);
  }
}
