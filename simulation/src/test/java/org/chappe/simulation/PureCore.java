package org.chappe.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/** What the core must do without, so that the same input at the same time has the same effect on every machine. */
final class PureCore {

  private static final Set<String> PACKAGES = Set.of(
      "org.chappe.model",
      "org.chappe.wire",
      "org.chappe.node",
      "org.chappe.link",
      "org.chappe.auth",
      "org.chappe.server.accounts",
      "org.chappe.server.broadcast",
      "org.chappe.server.membership",
      "org.chappe.server.chain",
      "org.chappe.server.directory",
      "org.chappe.server.rooms",
      "org.chappe.server.devices",
      "org.chappe.server.station",
      "org.chappe.server.node",
      "org.chappe.client.session");

  private static final Set<String> CLOCKS = Set.of(
      "java.lang.System.nanoTime",
      "java.lang.System.currentTimeMillis",
      Instant.class.getName() + ".now",
      LocalDateTime.class.getName() + ".now",
      Clock.class.getName() + ".systemUTC");

  private static final Set<String> DICE = Set.of(
      "java.lang.Math.random",
      "java.lang.System.identityHashCode",
      UUID.class.getName() + ".randomUUID",
      "java.util.random.RandomGenerator.getDefault",
      "java.util.random.RandomGenerator.of",
      SplittableRandom.class.getName() + ".<init>",
      Random.class.getName() + ".<init>",
      "java.security.SecureRandom.<init>",
      "java.util.concurrent.ThreadLocalRandom.current");

  /** One rule for each thing; {@link ImpureExample} breaks all of them. */
  static final List<ArchRule> RULES = List.of(
      noClasses()
          .should()
          .dependOnClassesThat(in("java.util.concurrent", "java.lang.Thread", "java.util.Timer"))
          .because("threads, locks and futures live in drivers"),
      noFields().should().haveModifier(JavaModifier.VOLATILE).because("one thread owns a node"),
      noMethods()
          .should()
          .haveModifier(JavaModifier.SYNCHRONIZED)
          .because("one thread owns a node"),
      noClasses()
          .should()
          .dependOnClassesThat(in("java.net.", "java.io.", "java.nio.file.", "java.nio.channels."))
          .because("effects are carried out by drivers"),
      noClasses()
          .should()
          .accessTargetWhere(isOneOf(CLOCKS, "a clock"))
          .because("time is an argument"),
      noClasses()
          .should()
          .accessTargetWhere(isOneOf(DICE, "unseeded randomness"))
          .because("randomness is injected"),
      classes().should(new OrderedIteration()).because("the order must be the same in every run"),
      noClasses()
          .should()
          .dependOnClassesThat(in("org.slf4j.", "java.util.logging.", "java.lang.System$Logger"))
          .because("drivers log"));

  private PureCore() {}

  static boolean isCore(JavaClass type) {
    return PACKAGES.contains(type.getPackageName());
  }

  private static DescribedPredicate<JavaClass> in(String... prefixes) {
    return DescribedPredicate.describe(
        "are of " + String.join(", ", prefixes),
        type -> List.of(prefixes).stream().anyMatch(type.getName()::startsWith)
            && !type.getName().startsWith("java.io.Serial"));
  }

  private static DescribedPredicate<JavaAccess<?>> isOneOf(Set<String> names, String what) {
    return DescribedPredicate.describe(
        "is " + what, access -> names.contains(nameOf(access.getTarget())));
  }

  private static String nameOf(AccessTarget target) {
    return target.getOwner().getName() + "." + target.getName();
  }
}
