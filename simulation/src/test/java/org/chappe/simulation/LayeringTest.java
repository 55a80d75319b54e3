package org.chappe.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom, and what the core must do without. */
class LayeringTest {

  private static final String BASE = "org.chappe.";

  /** Each package and those of ours that it may use, beside itself. */
  private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
      Map.entry("model", List.of()),
      Map.entry("wire", List.of("model")),
      Map.entry("node", List.of("model", "wire")),
      Map.entry("link", List.of("model", "wire", "node")),
      Map.entry("auth", List.of("model")),
      Map.entry("transport", List.of("model", "wire", "node")),
      Map.entry("yaml", List.of()),
      Map.entry("topology", List.of("model", "yaml")),
      Map.entry("server.membership", List.of("model", "wire", "node")),
      Map.entry("server.chain", List.of("model", "server.membership")),
      Map.entry("server.directory", List.of("model", "wire", "node")),
      Map.entry("server.accounts", List.of("model", "wire", "node", "auth", "store")),
      Map.entry("server.broadcast", List.of("model", "wire", "node", "store")),
      Map.entry("store", List.of("model", "node")),
      Map.entry("server.station", List.of("model", "wire", "node", "store")),
      Map.entry("server.rooms", List.of("model", "node", "store")),
      Map.entry(
          "server.devices",
          List.of("model", "node", "server.accounts", "server.directory", "server.station")),
      Map.entry("server.store", List.of("model", "node", "store")),
      Map.entry(
          "server.node",
          List.of(
              "model",
              "wire",
              "node",
              "link",
              "auth",
              "topology",
              "server.accounts",
              "server.broadcast",
              "server.membership",
              "server.chain",
              "server.devices",
              "server.directory",
              "server.rooms",
              "server.station",
              "store")),
      Map.entry("client.session", List.of("model", "wire", "node", "link", "auth", "store")),
      Map.entry("client.journal", List.of("model", "node", "store")),
      Map.entry(
          "client",
          List.of(
              "model",
              "wire",
              "node",
              "link",
              "auth",
              "store",
              "topology",
              "transport",
              "client.session",
              "client.journal")),
      Map.entry(
          "client.cli",
          List.of(
              "model",
              "wire",
              "node",
              "link",
              "auth",
              "topology",
              "transport",
              "client",
              "client.journal",
              "client.session",
              "yaml")));

  /** The one package where everything is wired may use anything, and the admin port what the node reports. */
  private static final List<String> UNRESTRICTED = List.of("server.cli", "server.admin");

  private static final JavaClasses OURS = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("org.chappe");

  static Stream<String> packages() {
    return MAY_USE.keySet().stream().sorted();
  }

  @Test
  void shouldKnowEveryPackage() {
    assertThat(OURS.stream().map(JavaClass::getPackageName).distinct())
        .contains(BASE + "model", BASE + "server.directory", BASE + "client.session")
        .allMatch(name -> MAY_USE.containsKey(name.substring(BASE.length()))
            || UNRESTRICTED.contains(name.substring(BASE.length())));
  }

  @ParameterizedTest
  @MethodSource("packages")
  void shouldUseOnlyWhatItMay(String name) {
    mayUse(name).check(OURS);
  }

  @Test
  void shouldKeepNettyInTransportAndAdmin() {
    noClasses()
        .that()
        .resideOutsideOfPackages(BASE + "transport", BASE + "server.admin")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(OURS);
  }

  @Test
  void shouldKeepPicocliAndTheTerminalInTheCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackages(BASE + "server.cli", BASE + "client.cli")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "org.jline..")
        .allowEmptyShould(true)
        .check(OURS);
  }

  @ParameterizedTest
  @MethodSource("coreRules")
  void shouldKeepTheCorePure(ArchRule rule) {
    rule.check(OURS.that(DescribedPredicate.describe("core", PureCore::isCore)));
  }

  @ParameterizedTest
  @MethodSource("coreRules")
  void shouldCatchAnImpureClass(ArchRule rule) {
    JavaClasses impure = new ClassFileImporter().importClasses(ImpureExample.class);
    assertThatThrownBy(() -> rule.check(impure)).isInstanceOf(AssertionError.class);
  }

  @Test
  void shouldCatchAPackageThatUsesTooMuch() {
    assertThatThrownBy(() -> mustUseOnly(BASE + "simulation", List.of("model"))
            .check(new ClassFileImporter().importClasses(SimHost.class)))
        .isInstanceOf(AssertionError.class);
  }

  static Stream<ArchRule> coreRules() {
    return PureCore.RULES.stream();
  }

  private static ArchRule mayUse(String name) {
    return mustUseOnly(BASE + name, MAY_USE.getOrDefault(name, List.of()));
  }

  private static ArchRule mustUseOnly(String name, List<String> others) {
    String[] allowed =
        Stream.concat(Stream.of(name), others.stream().map(BASE::concat)).toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(name)
        .should()
        .onlyDependOnClassesThat(DescribedPredicate.describe(
            "are ours only from " + Arrays.toString(allowed),
            used -> !used.getPackageName().startsWith("org.chappe")
                || Arrays.asList(allowed).contains(used.getPackageName())))
        .allowEmptyShould(true);
  }
}
