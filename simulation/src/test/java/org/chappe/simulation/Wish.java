package org.chappe.simulation;

import java.util.random.RandomGenerator;
import org.chappe.client.session.Stage;
import org.chappe.model.Message;

/**
 * What a writer wants beside that its letter is sent.
 *
 * @param until the last stage that it waits to be told of
 * @param lifeSeconds how long the network is to try; {@link Message#UNLIMITED} for as long as the home has it
 */
record Wish(Stage until, long lifeSeconds) {

  private static final int LIFE_SECONDS_MAX = 8;

  static final Wish NONE = new Wish(Stage.ACCEPTED, Message.UNLIMITED);

  /** Each stage as often as the others, and the usual life. */
  static Wish random(RandomGenerator random) {
    Stage[] stages = Stage.values();
    return new Wish(stages[random.nextInt(stages.length)], Message.UNLIMITED);
  }

  /** The same with a life of some seconds now and then. */
  Wish perhapsShort(RandomGenerator random) {
    return random.nextBoolean() ? this : new Wish(until, 1 + random.nextInt(LIFE_SECONDS_MAX));
  }
}
