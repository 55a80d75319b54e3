package org.chappe.node;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Payload;
import org.chappe.wire.Counter;
import org.jspecify.annotations.Nullable;

/**
 * What a home answers to a {@link Question}: pages {@code WORD?TOKEN?K.N?ITEM?ITEM…}, K from 1 to N in decimal digits, or a denial {@code
 * WORD?TOKEN?!REASON?WORDS}. An item holds no {@code ?}.
 */
public sealed interface Answer {

  /** Pages of one answer at most. */
  int PAGES_MAX = 100;

  /** The longest page, in bytes. */
  int PAGE_BYTES_MAX = 200;

  /** The longest words of a denial, in bytes. */
  int WORDS_BYTES_MAX = 120;

  QuestionWord word();

  /** The question's token. */
  long token();

  /** The answer as it is sent. */
  Payload payload();

  /**
   * A part of what was asked for.
   *
   * @param page which part, from 1 to {@code pages}
   * @param pages how many there are, at most {@link #PAGES_MAX}
   * @param items in order; those of all pages are the answer
   */
  record Page(QuestionWord word, long token, int page, int pages, List<String> items)
      implements Answer {

    /** @throws IllegalArgumentException if a number is out of its range */
    public Page {
      items = List.copyOf(items);
      if (page < 1 || page > pages || pages > PAGES_MAX) {
        throw new IllegalArgumentException("page " + page + " of " + pages + " can't be");
      }
    }

    @Override
    public Payload payload() {
      StringBuilder text = new StringBuilder(head(word, token));
      text.append(page).append('.').append(pages);
      items.forEach(item -> text.append(Question.MARK).append(item));
      return Payload.of(text.toString());
    }
  }

  /**
   * A no.
   *
   * @param words one line for a person
   */
  record Denied(QuestionWord word, long token, Denial reason, String words) implements Answer {
    @Override
    public Payload payload() {
      return Payload.of(
          head(word, token) + NO + reason.word() + Question.MARK + words.replace('?', '.'));
    }
  }

  /** What begins a denial, where a page has its number. */
  char NO = '!';

  private static String head(QuestionWord word, long token) {
    return word.word() + Question.MARK + Counter.write(token) + Question.MARK;
  }

  /**
   * The pages of an answer.
   *
   * @throws IllegalArgumentException if an item holds a mark, or doesn't fit into a page; if there are more than
   *     {@link #PAGES_MAX} pages
   */
  static List<Answer> pages(Question question, List<String> items) {
    int room =
        PAGE_BYTES_MAX - head(question.word(), question.token()).length() - "100.100".length();
    List<List<String>> pages = new ArrayList<>();
    pages.add(new ArrayList<>());
    int used = 0;
    for (String item : items) {
      int bytes = Payload.of(item).length() + 1;
      if (bytes > room || item.contains(Question.MARK)) {
        throw new IllegalArgumentException("an item of an answer is too long or holds a mark");
      }
      if (used + bytes > room) {
        pages.add(new ArrayList<>());
        used = 0;
      }
      pages.get(pages.size() - 1).add(item);
      used += bytes;
    }
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < pages.size(); i++) {
      answers.add(new Page(question.word(), question.token(), i + 1, pages.size(), pages.get(i)));
    }
    return answers;
  }

  /** Reads an answer; null when the payload isn't one. */
  static @Nullable Answer read(Payload payload) {
    String[] items = payload.text().split("\\?", -1);
    QuestionWord word = QuestionWord.of(items[0]);
    long token = items.length < 3 ? -1 : Question.token(items[1]);
    if (word == null || token < 0 || items[2].isEmpty()) {
      return null;
    }
    return items[2].charAt(0) == NO ? denied(word, token, items) : page(word, token, items);
  }

  private static @Nullable Answer denied(QuestionWord word, long token, String[] items) {
    Denial reason = Denial.of(items[2].substring(1));
    return reason == null || items.length != 4 ? null : new Denied(word, token, reason, items[3]);
  }

  private static @Nullable Answer page(QuestionWord word, long token, String[] items) {
    int dot = items[2].indexOf('.');
    int page = dot < 0 ? 0 : number(items[2].substring(0, dot));
    int pages = number(items[2].substring(dot + 1));
    List<String> rest = List.of(items).subList(3, items.length);
    return page < 1 || page > pages || pages > PAGES_MAX
        ? null
        : new Page(word, token, page, pages, rest);
  }

  /** Up to three digits without leading zeros; 0 when it isn't that. */
  private static int number(String text) {
    return text.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(text) : 0;
  }
}
