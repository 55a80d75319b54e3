package org.chappe.server.node;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.model.ClientId;
import org.chappe.node.Question;
import org.chappe.node.QuestionWord;

/**
 * The last thing that each ID has ended here, a login or its account, and under which token it asked for that. Whoever asks again because the answer was lost is a guest or a stranger by
 * then, and would be told that there is nothing to end.
 *
 * <p>A bounded number of IDs is remembered; the one that ended something longest ago goes first.
 */
final class Farewells {

  static final int REMEMBERED_MAX = 1_024;

  private record Said(QuestionWord word, long token) {}

  private final int rememberedMax;
  private final Map<ClientId, Said> byClient = new LinkedHashMap<>();
  private long forgotten;

  Farewells(int rememberedMax) {
    this.rememberedMax = rememberedMax;
  }

  /** What was asked for is done. */
  void note(ClientId client, Question question) {
    byClient.remove(client);
    byClient.put(client, new Said(question.word(), question.token()));
    if (byClient.size() > rememberedMax) {
      byClient.remove(byClient.keySet().iterator().next());
      forgotten++;
    }
  }

  /** Whether it was done when it was asked for before. */
  boolean isSaid(ClientId client, Question question) {
    Said said = byClient.get(client);
    return said != null && said.equals(new Said(question.word(), question.token()));
  }

  /** IDs that were forgotten because others had ended something since. */
  long forgotten() {
    return forgotten;
  }
}
