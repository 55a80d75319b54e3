package org.chappe.simulation;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/**
 * Nobody goes through a map or set in the order of its hashes.
 *
 * <p>Bytecode doesn't tell what stands behind a {@code Map}, so this is approximate: a class that makes an unordered
 * map may not go through anything that is declared as {@code Map} or {@code HashMap}, and the same for sets. Its
 * ordered ones it declares as what they are, such as {@code TreeMap}.
 */
final class OrderedIteration extends ArchCondition<JavaClass> {

  private static final Set<String> MAPS =
      Set.of("java.util.HashMap", "java.util.IdentityHashMap", "java.util.WeakHashMap");

  private static final Set<String> SETS = Set.of("java.util.HashSet");

  private static final Set<String> FACTORIES = Set.of("of", "copyOf", "ofEntries");

  private static final Set<String> MAP_WAYS =
      Set.of("entrySet", "keySet", "values", "forEach", "replaceAll");

  private static final Set<String> SET_WAYS =
      Set.of("iterator", "spliterator", "stream", "forEach", "toArray", "removeIf");

  OrderedIteration() {
    super("not go through an unordered map or set");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    check(type, MAPS, "java.util.Map", MAP_WAYS, events);
    check(type, SETS, "java.util.Set", SET_WAYS, events);
  }

  private static void check(
      JavaClass type,
      Set<String> unordered,
      String declared,
      Set<String> ways,
      ConditionEvents events) {
    List<JavaAccess<?>> accesses = List.copyOf(type.getAccessesFromSelf());
    if (accesses.stream().noneMatch(access -> makes(access.getTarget(), unordered, declared))) {
      return;
    }
    for (JavaAccess<?> access : accesses) {
      String owner = access.getTargetOwner().getName();
      if ((owner.equals(declared) || unordered.contains(owner))
          && ways.contains(access.getTarget().getName())) {
        events.add(SimpleConditionEvent.violated(type, access.getDescription()));
      }
    }
  }

  private static boolean makes(AccessTarget target, Set<String> unordered, String declared) {
    String owner = target.getOwner().getName();
    return (unordered.contains(owner) && target.getName().equals("<init>"))
        || (owner.equals(declared) && FACTORIES.contains(target.getName()));
  }
}
