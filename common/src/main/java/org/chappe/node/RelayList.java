package org.chappe.node;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.jspecify.annotations.Nullable;

/**
 * The relays that a home tells its clients of, so that they know where to go when it is lost. A client asks with {@code
 * relays?hash}, the hash of the list that it has; a home that has another answers with pages of its own: {@code
 * relays?hash?page.pages?number/address?number/address…}. Hash and addresses are as they are written here, numbers are decimal.
 *
 * @param places in the order in which they are told, at most {@link #PLACES_MAX}
 */
public record RelayList(List<Place> places) {

  /** Relays in one list. */
  public static final int PLACES_MAX = 32;

  /** Pages of one list: as many as the longest addresses need. */
  public static final int PAGES_MAX = 16;

  /** The longest page that is written, in bytes. */
  static final int BYTES_MAX = 200;

  /** No list. */
  public static final long NONE = 0;

  private static final String KIND = "relays";
  private static final long HASH_MASK = (1L << 46) - 1;
  private static final int RADIX = 36;

  /** A relay and where it is. */
  public record Place(RelayNumber number, Endpoint endpoint) {}

  /**
   * A part of a list.
   *
   * @param hash that of the whole
   * @param page which part, from 1 to {@code pages}
   * @param pages how many there are, at most {@link #PAGES_MAX}
   */
  public record Page(long hash, int page, int pages, List<Place> places) {

    /** @throws IllegalArgumentException if a number is out of its range */
    public Page {
      places = List.copyOf(places);
      if (hash < NONE || page < 1 || page > pages || pages > PAGES_MAX) {
        throw new IllegalArgumentException("no page of a list");
      }
      if (places.size() > PLACES_MAX) {
        throw new IllegalArgumentException("more relays than a list holds");
      }
    }
  }

  /** @throws IllegalArgumentException if there are too many */
  public RelayList {
    places = List.copyOf(places);
    if (places.size() > PLACES_MAX) {
      throw new IllegalArgumentException("more relays than a list holds");
    }
  }

  /** The same for equal lists, and never {@link #NONE}. */
  public long hash() {
    long hash = 1;
    for (Place place : places) {
      Endpoint at = place.endpoint();
      long where = (at.high() * 31 + at.low()) * 31 + at.port();
      hash = (hash * 31 + place.number().value() + where) * 0x9E3779B97F4A7C15L;
    }
    return (hash >>> 17 & HASH_MASK) | 1;
  }

  /** The list as it is told. */
  public List<Payload> pages() {
    List<StringBuilder> texts = new ArrayList<>();
    for (Place place : places) {
      String item = "?" + place.number() + "/" + place.endpoint();
      StringBuilder last = texts.isEmpty() ? null : texts.get(texts.size() - 1);
      if (last == null
          || last.length() + item.length() > BYTES_MAX - head(hash(), 1, 1).length()) {
        last = new StringBuilder();
        texts.add(last);
      }
      last.append(item);
    }
    List<Payload> pages = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      pages.add(Payload.of(head(hash(), i + 1, texts.size()) + texts.get(i)));
    }
    return pages;
  }

  private static String head(long hash, int page, int pages) {
    return KIND + "?" + Long.toString(hash, RADIX) + "?" + page + "." + pages;
  }

  /** A question for the list, unless it is that with this hash. */
  public static Payload question(long hash) {
    return Payload.of(KIND + "?" + Long.toString(hash, RADIX));
  }

  /** Whether a payload is meant to be a question or a page, well formed or not. */
  public static boolean isMeant(Payload payload) {
    return payload.text().startsWith(KIND + "?");
  }

  /** The hash that a question names; −1 when it isn't one. */
  public static long asked(Payload payload) {
    String[] items = payload.text().split("\\?", -1);
    if (items.length != 2 || !items[0].equals(KIND)) {
      return -1;
    }
    try {
      return Math.max(-1, Long.parseLong(items[1], RADIX));
    } catch (NumberFormatException notAHash) {
      return -1;
    }
  }

  /** Reads a page; null when the payload isn't one. */
  public static @Nullable Page page(Payload payload) {
    String[] items = payload.text().split("\\?", -1);
    if (items.length < 4 || !items[0].equals(KIND)) {
      return null;
    }
    try {
      List<Place> places = new ArrayList<>();
      for (int i = 3; i < items.length; i++) {
        places.add(place(items[i]));
      }
      int dot = items[2].indexOf('.');
      int page = Integer.parseInt(items[2].substring(0, Math.max(0, dot)));
      int pages = Integer.parseInt(items[2].substring(dot + 1));
      return new Page(Long.parseLong(items[1], RADIX), page, pages, places);
    } catch (IllegalArgumentException notAPage) {
      return null;
    }
  }

  private static Place place(String item) {
    int slash = Math.max(0, item.indexOf('/'));
    int number = Integer.parseInt(item.substring(0, slash));
    return new Place(new RelayNumber(number), Endpoint.parse(item.substring(slash + 1)));
  }
}
