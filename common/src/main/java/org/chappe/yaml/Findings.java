package org.chappe.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chappe.yaml.LocatedYaml.Entry;
import org.chappe.yaml.LocatedYaml.Mapping;
import org.chappe.yaml.LocatedYaml.Place;
import org.chappe.yaml.LocatedYaml.Value;
import org.chappe.yaml.LocatedYaml.Whole;
import org.jspecify.annotations.Nullable;

/** What is found in a file, and all that is wrong with it. */
public final class Findings {

  /** So many problems are told at most; a wrong file of ten thousand relays needn't fill the screen. */
  public static final int PROBLEMS_MAX = 20;

  private final String file;
  private final List<String> problems = new ArrayList<>();
  private int problemsLeftOut;

  public Findings(String file) {
    this.file = file;
  }

  /** How many problems were found so far. */
  public int problems() {
    return problems.size() + problemsLeftOut;
  }

  /**
   * Refuses the file if anything is wrong with it.
   *
   * @throws FileProblem with everything that is wrong, up to {@link #PROBLEMS_MAX}
   */
  public void refuseIfWrong() throws FileProblem {
    if (problemsLeftOut > 0) {
      problems.add(file + ": and " + problemsLeftOut + " more problems; correct these first");
    }
    if (!problems.isEmpty()) {
      throw new FileProblem(problems);
    }
  }

  /** The values by their keys; what isn't a known key, or is there twice, is refused. */
  public Map<String, Value> keys(Value value, List<String> known, String owner) {
    Map<String, Value> values = new LinkedHashMap<>();
    if (!(value instanceof Mapping mapping)) {
      refuse(
          value.place(),
          owner + " is made of the keys " + String.join(", ", known) + "; " + value.shown()
              + " is none");
      return values;
    }
    for (Entry entry : mapping.entries()) {
      if (!known.contains(entry.key())) {
        refuse(
            entry.place(),
            "unknown key \"" + LocatedYaml.shortened(entry.key()) + "\"; " + owner + " has "
                + String.join(", ", known) + ": correct or remove it");
      } else if (values.putIfAbsent(entry.key(), entry.value()) != null) {
        refuse(entry.place(), entry.key() + " is given twice; remove one");
      }
    }
    return values;
  }

  /** A whole number in a range; what is left out is as the fallback, and so is what is refused. */
  public int whole(@Nullable Value value, String key, int min, int max, int fallback) {
    if (value == null) {
      return fallback;
    }
    if (value instanceof Whole whole && whole.digits().matches("0|[1-9][0-9]{0,8}")) {
      int number = Integer.parseInt(whole.digits());
      if (number >= min && number <= max) {
        return number;
      }
    }
    refuse(
        value.place(),
        key + " is a whole number from " + min + " to " + max + "; " + value.shown() + " is not");
    return fallback;
  }

  /** Notes what is wrong, and where. */
  public void refuse(Place place, String sentence) {
    if (problems.size() == PROBLEMS_MAX) {
      problemsLeftOut++;
    } else {
      problems.add(file + ":" + place.line() + ":" + place.column() + ": " + sentence);
    }
  }
}
