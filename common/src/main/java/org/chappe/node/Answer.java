package org.chappe.node;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Payload;
import org.chappe.wire.Counter;
import org.jspecify.annotations.Nullable;

/**
 * What a home answers to a {@link Question}: pages {@code WORD?TOKEN?K.N?ITEM?ITEM…}, K from 1 to N in decimal digits, or a denial {@code
 * WORD?TOKEN?!REASON?WORDS}. An item holds no {@code ?}, but for the last on pages that each are about one thing: that is a text, which may hold anything.
 */
public sealed interface Answer {

  /** Pages of one answer at most. */
  int PAGES_MAX = 100;

  /** The longest page, in bytes. */
  int PAGE_BYTES_MAX = 200;

  /** The same of a page that ends in a text: with that, the longest just fits into a datagram. */
  int TEXT_PAGE_BYTES_MAX = 215;

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

    /** @throws IllegalArgumentException if a number is out of its range, or there is a mark where none may be */
    public Page {
      items = List.copyOf(items);
      if (page < 1 || page > pages || pages > PAGES_MAX) {
        throw new IllegalArgumentException("page " + page + " of " + pages + " can't be");
      }
      if (!isWhole(word, items)) {
        throw new IllegalArgumentException("these can't be the items of a page");
      }
    }

    private static boolean isWhole(QuestionWord word, List<String> items) {
      int wanted = word.itemsOfPage();
      boolean hasText = wanted != QuestionWord.ANY && !items.isEmpty();
      return (!hasText || items.size() == wanted)
          && items.stream()
              .limit(hasText ? wanted - 1 : items.size())
              .noneMatch(item -> item.contains(Question.MARK));
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

  /**
   * The pages of an answer of which each ends in a text.
   *
   * @param things the items of each page; without any there is one page without items
   * @throws IllegalArgumentException if there are more than {@link #PAGES_MAX}, or one doesn't fit
   */
  static List<Answer> textPages(Question question, List<List<String>> things) {
    List<Answer> answers = new ArrayList<>();
    int pages = Math.max(1, things.size());
    for (int i = 0; i < pages; i++) {
      List<String> items = things.isEmpty() ? List.of() : things.get(i);
      Answer page = new Page(question.word(), question.token(), i + 1, pages, items);
      if (page.payload().length() > TEXT_PAGE_BYTES_MAX) {
        throw new IllegalArgumentException("a page with a text is too long");
      }
      answers.add(page);
    }
    return answers;
  }

  /** Reads an answer; null when the payload isn't one. */
  static @Nullable Answer read(Payload payload) {
    String[] items = payload.text().split("\\?", 4);
    QuestionWord word = QuestionWord.of(items[0]);
    long token = items.length < 3 ? -1 : Question.token(items[1]);
    if (word == null || token < 0 || items[2].isEmpty()) {
      return null;
    }
    return items[2].charAt(0) == NO ? denied(word, token, items) : page(word, token, items);
  }

  private static @Nullable Answer denied(QuestionWord word, long token, String[] items) {
    Denial reason = Denial.of(items[2].substring(1));
    boolean isWhole = items.length == 4 && !items[3].contains(Question.MARK);
    return reason == null || !isWhole ? null : new Denied(word, token, reason, items[3]);
  }

  private static @Nullable Answer page(QuestionWord word, long token, String[] items) {
    int dot = items[2].indexOf('.');
    int page = dot < 0 ? 0 : number(items[2].substring(0, dot));
    int pages = number(items[2].substring(dot + 1));
    int wanted = word.itemsOfPage();
    List<String> rest = items.length < 4
        ? List.of()
        : List.of(items[3].split("\\?", wanted == QuestionWord.ANY ? -1 : wanted));
    boolean isWhole =
        wanted == QuestionWord.ANY || rest.size() == wanted || (rest.isEmpty() && pages == 1);
    return page < 1 || page > pages || pages > PAGES_MAX || !isWhole
        ? null
        : new Page(word, token, page, pages, rest);
  }

  /** Up to three digits without leading zeros; 0 when it isn't that. */
  private static int number(String text) {
    return text.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(text) : 0;
  }
}
