package org.chappe.client.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Results for programs: one object on one line. The words of all objects are listed in docs/CLIENT.md. */
final class JsonLine {

  private static final JsonMapper MAPPER = JsonMapper.builder()
      .changeDefaultPropertyInclusion(
          inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
      .build();

  private JsonLine() {}

  /** A result that is figures rather than words, with its type before them. */
  static String of(String type, Record figures) {
    ObjectNode line = MAPPER.createObjectNode().put("type", type);
    line.setAll((ObjectNode) MAPPER.valueToTree(figures));
    return Printable.json(MAPPER.writeValueAsString(line));
  }

  /** @param result a record; what is null in it is left out */
  static String of(Record result) {
    return Printable.json(MAPPER.writeValueAsString(result));
  }
}
