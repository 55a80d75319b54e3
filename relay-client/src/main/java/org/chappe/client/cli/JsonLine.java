package org.chappe.client.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.json.JsonMapper;

/** Results for programs: one object on one line. The words of all objects are listed in docs/CLIENT.md. */
final class JsonLine {

  private static final JsonMapper MAPPER = JsonMapper.builder()
      .changeDefaultPropertyInclusion(
          inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
      .build();

  private JsonLine() {}

  /** @param result a record; what is null in it is left out */
  static String of(Record result) {
    return Printable.json(MAPPER.writeValueAsString(result));
  }
}
