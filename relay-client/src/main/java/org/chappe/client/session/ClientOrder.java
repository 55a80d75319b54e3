package org.chappe.client.session;

import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Delivery;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Question;
import org.chappe.node.QuestionWord;
import org.chappe.wire.WireLimits;

/** What a program may want of its client. */
public sealed interface ClientOrder extends Input.Order {

  /**
   * Make one of these relays the home: shake hands until one answers, and when it is lost, go to the next. What is not yet
   * acknowledged goes to the new home with the same message numbers.
   *
   * @param homes in order of preference, at least one, at most {@link #HOMES_MAX}
   * @param nearest whether all are asked at once and the first that answers is taken; else the others are asked only when
   *     the preferred one doesn't answer soon
   * @param learns whether the client goes to relays as well that its home tells it of
   */
  record Attach(List<Home> homes, boolean nearest, boolean learns) implements ClientOrder {

    /** As many as a line may have relays. */
    public static final int HOMES_MAX = RelayNumber.MAX;

    /** @throws IllegalArgumentException if there is no home, or too many */
    public Attach {
      homes = List.copyOf(homes);
      if (homes.isEmpty() || homes.size() > HOMES_MAX) {
        throw new IllegalArgumentException(homes.size() + " homes are too few or too many");
      }
    }

    /** This relay and no other. */
    public Attach(RelayNumber relay, Endpoint endpoint) {
      this(List.of(new Home(relay, endpoint)), false, false);
    }
  }

  /**
   * Send a text, in parts if it is long. Answered by {@link ClientReport.Accepted}, {@link ClientReport.Stored} and {@link
   * ClientReport.Delivered} as far as was asked for, each once and in this order; or instead of what is missing of them by one of {@link
   * ClientReport.Refused}, {@link ClientReport.Expired} and {@link ClientReport.Failed}; unless the program ends first. May be given in
   * any state; without a home it waits for one.
   *
   * @param token comes back in the answers, not negative
   * @param until the last stage that the program wants to be told of
   * @param lifeSeconds how long the network tries, from when the home takes it, 1 to {@link #LIFE_SECONDS_MAX}; {@link
   *     Message#UNLIMITED} for as long as the home has it
   * @param inHistory whether a person has written it, so that it stands in the history of what was sent
   */
  record Send(
      long token,
      ClientId destination,
      Payload text,
      Stage until,
      long lifeSeconds,
      boolean inHistory)
      implements ClientOrder {

    /** 30 days. */
    public static final long LIFE_SECONDS_MAX = 30L * 86_400;

    /** @throws IllegalArgumentException if token or life is out of range */
    public Send {
      if (token < 0) {
        throw new IllegalArgumentException("token " + token + " is negative");
      }
      if (lifeSeconds != Message.UNLIMITED && (lifeSeconds < 1 || lifeSeconds > LIFE_SECONDS_MAX)) {
        throw new IllegalArgumentException(
            "a message lives 1 s to 30 days; " + lifeSeconds + " s is neither");
      }
    }

    /** Sends what a person has written. */
    public Send(long token, ClientId destination, Payload text, Stage until, long lifeSeconds) {
      this(token, destination, text, until, lifeSeconds, true);
    }

    /** Sends with the home's usual life and wants to know no more than that it is accepted. */
    public Send(long token, ClientId destination, Payload text) {
      this(token, destination, text, Stage.ACCEPTED, Message.UNLIMITED);
    }
  }

  /**
   * Have mail pushed as it comes, until told otherwise. Each request to the home is good for this long and is renewed
   * in time.
   *
   * @param leaseSeconds 0 to {@link WireLimits#WAIT_SECONDS_MAX}; 0 stops it
   */
  record Listen(int leaseSeconds) implements ClientOrder {
    /** @throws IllegalArgumentException if the lease is out of range */
    public Listen {
      if (leaseSeconds < 0 || leaseSeconds > WireLimits.WAIT_SECONDS_MAX) {
        throw new IllegalArgumentException("a lease is 0 to 3600 s; " + leaseSeconds + " is not");
      }
    }
  }

  /**
   * Get what waits just now. Answered by {@link ClientReport.Waiting}, then {@link ClientReport.Fetched}; a second one
   * while the first is under way shares its answer.
   */
  record Fetch() implements ClientOrder {}

  /** Allow that many messages more to be delivered. What isn't allowed yet stays with the home. */
  record Credit(long messages) implements ClientOrder {
    /** @throws IllegalArgumentException if the number is not positive */
    public Credit {
      if (messages < 1) {
        throw new IllegalArgumentException("credit is at least 1; " + messages + " is not");
      }
    }
  }

  /** Allow no further message until there is credit again; what was allowed and not used is gone. */
  record Hold() implements ClientOrder {}

  /** End the registration once all that was given before is done: every relay forgets where this client is. */
  record Terminate() implements ClientOrder {}

  /** Go quiet without telling anyone; what isn't acknowledged waits for the next {@link Attach}. */
  record Leave() implements ClientOrder {}

  /**
   * Ask the home something. Answered by one of {@link ClientReport.Answered}, {@link ClientReport.Denied} and {@link
   * ClientReport.Unanswered}, unless the program ends first. An answer is heard before mail that the
   * program doesn't take yet, unless there is so much of it that the relay can't send anything behind.
   *
   * @param id comes back in the answer
   * @param rest as in {@link Question}
   */
  record Ask(long id, QuestionWord word, String rest) implements ClientOrder {}

  /**
   * Prove with these, in this session and all that follow, that the ID is this client's own. Answered by {@link
   * ClientReport.LoggedIn}, or by {@link ClientReport.LoginDenied}: then the client is detached and all its sends are refused,
   * unless it can wait for another login. Nothing else is said before.
   */
  record LogIn(Credentials credentials) implements ClientOrder {}

  /** Prove nothing any more. A client that can wait for a login asks questions until there is one, and says nothing else. */
  record ForgetLogin() implements ClientOrder {}

  /** Say everything without proving anything: the ID has no account, as far as the program knows. */
  record Enter() implements ClientOrder {}

  /**
   * Ask for mail while a group or queue is to answer, though the program doesn't listen, or don't any more. What is in front of the answer is taken into
   * the journal, and shown when there is credit for it. Answers come as {@link ClientReport.RoomAnswered}.
   *
   * @param queues whose items are to come as {@link ClientReport.RoomItem}, whatever credit there is
   */
  record AwaitAnswers(boolean areAwaited, List<ClientId> queues) implements ClientOrder {
    public AwaitAnswers {
      queues = List.copyOf(queues);
    }
  }

  /**
   * Whether somebody has got an item that was told by {@link ClientReport.RoomItem}. What nobody has got, as nobody waits any more, is shown as mail, and
   * meanwhile the journal keeps it as that.
   */
  record Claim(Delivery item, boolean isTaken) implements ClientOrder {}

  /** Answered by {@link ClientReport.Surveyed}. */
  record Survey() implements ClientOrder {}
}
