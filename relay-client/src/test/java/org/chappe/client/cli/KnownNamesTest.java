package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownNamesTest {

  private static final ClientId ANN = new ClientId(1_234_567_890);
  private static final ClientId BEN = new ClientId(987_654_321);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  @Test
  void shouldKeepEachNameThatSomebodyHad() throws Exception {
    KnownNames names = new KnownNames(directory);
    names.note(ANN, "Anna");
    names.note(BEN, "Ben");
    names.save();
    KnownNames later = new KnownNames(directory);
    later.note(BEN, "anna");
    later.note(ANN, "");
    later.save();
    assertThat(KnownNames.idsOf(directory, "ANNA")).containsExactly(ANN, BEN);
    assertThat(KnownNames.idsOf(directory, "ben")).containsExactly(BEN);
    assertThat(KnownNames.idsOf(directory, "Cora")).isEmpty();
  }

  @Test
  void shouldTellWhatEachWasCalledLast() throws Exception {
    KnownNames names = new KnownNames(directory);
    for (String name : List.of("Anna", "Ann", "Anna")) {
      names.note(ANN, name);
      names.save();
    }
    names.note(BEN, "#crew");
    names.save();
    assertThat(KnownNames.in(directory)).isEqualTo(Map.of(ANN, "Anna", BEN, "#crew"));
    assertThat(KnownNames.idsOf(directory, "ann")).as("once called so").containsExactly(ANN);
    assertThat(KnownNames.in(directory.resolve("none"))).isEmpty();
  }

  @Test
  void shouldShowNothingOfNamesThatCanNotBeRead() throws Exception {
    Files.createDirectory(directory.resolve("names"));
    assertThat(KnownNames.in(directory)).isEmpty();
  }

  @Test
  void shouldForgetTheNameThatWasSeenLongestAgo() throws Exception {
    KnownNames names = new KnownNames(directory);
    names.note(BEN, "first");
    names.save();
    for (int i = 0; i < KnownNames.NAMES_MAX; i++) {
      names.note(ANN, "name " + i);
    }
    names.note(ANN, "one too many at once");
    names.save();
    assertThat(KnownNames.idsOf(directory, "first")).isEmpty();
    assertThat(KnownNames.idsOf(directory, "name 0")).containsExactly(ANN);
    assertThat(Files.readAllLines(directory.resolve("names"))).hasSize(KnownNames.NAMES_MAX);
  }

  @Test
  void shouldKeepNothingWithoutAJournal() throws Exception {
    KnownNames names = new KnownNames(null);
    names.note(BEN, "Ben");
    names.save();
    assertThat(KnownNames.idsOf(directory, "Ben")).isEmpty();
  }
}
