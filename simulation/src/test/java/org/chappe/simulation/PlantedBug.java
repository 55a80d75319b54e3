package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;

/** A node with a fault, made of a good one by changing what goes in or what comes out. */
class PlantedBug implements Node {

  private static final long SEEDS_MAX = 20;

  private final Node good;

  PlantedBug(Node good) {
    this.good = good;
  }

  @Override
  public Verdict step(long nowNanos, Input input, Effects effects) {
    return good.step(nowNanos, input, through(effects));
  }

  @Override
  public long nextDeadline() {
    return good.nextDeadline();
  }

  /** What the good node's effects go through. */
  Effects through(Effects world) {
    return world;
  }

  /** Effects that pass on everything. */
  static class Passing implements Effects {
    private final Effects world;

    Passing(Effects world) {
      this.world = world;
    }

    @Override
    public void send(Endpoint to, Frame frame) {
      world.send(to, frame);
    }

    @Override
    public void commit(Batch batch) {
      world.commit(batch);
    }

    @Override
    public void deliver(Delivery delivery) {
      world.deliver(delivery);
    }

    @Override
    public void report(Report report) {
      world.report(report);
    }
  }

  /**
   * One of the first seeds shows a bug.
   *
   * @param life lives a seed with the bug in it
   */
  static void assertCaught(Invariant invariant, LongConsumer life) {
    for (long seed = 1; seed <= SEEDS_MAX; seed++) {
      long asked = seed;
      InvariantViolation violation =
          catchThrowableOfType(InvariantViolation.class, () -> life.accept(asked));
      if (violation != null) {
        assertThat(violation.invariant()).isEqualTo(invariant);
        return;
      }
    }
    throw new AssertionError("no seed shows it");
  }

  /** Shows messages in a way of its own. */
  static Node showing(Node good, BiConsumer<Effects, Delivery> way) {
    return new PlantedBug(good) {
      @Override
      Effects through(Effects world) {
        return new Passing(world) {
          @Override
          public void deliver(Delivery delivery) {
            way.accept(world, delivery);
          }
        };
      }
    };
  }

  /** Shows a message, and again as another. */
  static void twice(Effects world, Delivery delivery) {
    world.deliver(delivery);
    world.deliver(new Delivery(delivery.number() + 1_000, delivery.message(), false));
  }

  /** Shows what nobody wrote instead. */
  static void inventing(Effects world, Delivery delivery) {
    Message message = delivery.message();
    world.deliver(Delivery.of(
        Message.plain(message.source(), message.destination(), Payload.of("invented"))));
  }

  /** Tells its program nothing. */
  static Node mute(Node good) {
    return telling(good, (world, report) -> {});
  }

  /** Tells its program in a way of its own. */
  static Node telling(Node good, BiConsumer<Effects, Effects.Report> way) {
    return new PlantedBug(good) {
      @Override
      Effects through(Effects world) {
        return new Passing(world) {
          @Override
          public void report(Report report) {
            way.accept(world, report);
          }
        };
      }
    };
  }

  /** Sends only while it may. */
  static Node sendingWhile(Node good, BooleanSupplier may) {
    return sendingOnly(good, (to, frame) -> may.getAsBoolean());
  }

  /** Sends only what it may. */
  static Node sendingOnly(Node good, BiPredicate<Endpoint, Frame> may) {
    return new PlantedBug(good) {
      @Override
      Effects through(Effects world) {
        return new Passing(world) {
          @Override
          public void send(Endpoint to, Frame frame) {
            if (may.test(to, frame)) {
              super.send(to, frame);
            }
          }
        };
      }
    };
  }

  /** Commits in a way of its own. */
  static Node committing(Node good, BiConsumer<Effects, Batch> way) {
    return new PlantedBug(good) {
      @Override
      Effects through(Effects world) {
        return new Passing(world) {
          @Override
          public void commit(Batch batch) {
            way.accept(world, batch);
          }
        };
      }
    };
  }

  /** Believes it has handled these inputs and hasn't. */
  static Node ignoring(Node good, Predicate<Input> ignored) {
    return new PlantedBug(good) {
      @Override
      public Verdict step(long nowNanos, Input input, Effects effects) {
        return ignored.test(input) ? Verdict.ACCEPTED : super.step(nowNanos, input, effects);
      }
    };
  }

  /** Does something else first at each input. */
  static Node doing(Node good, BiConsumer<Input, Effects> deed) {
    return new PlantedBug(good) {
      @Override
      public Verdict step(long nowNanos, Input input, Effects effects) {
        deed.accept(input, effects);
        return super.step(nowNanos, input, effects);
      }
    };
  }

  /** Has a clock that is so many nanoseconds ahead. */
  static Node ahead(Node good, LongSupplier nanos) {
    return new PlantedBug(good) {
      @Override
      public Verdict step(long nowNanos, Input input, Effects effects) {
        return super.step(nowNanos + nanos.getAsLong(), input, effects);
      }

      @Override
      public long nextDeadline() {
        long deadline = super.nextDeadline();
        return deadline == NEVER ? NEVER : deadline - nanos.getAsLong();
      }
    };
  }

  /** Wants to be called again the given time after each call. */
  static Node impatient(Node good, long nanos) {
    return new PlantedBug(good) {
      private long lastNanos;

      @Override
      public Verdict step(long nowNanos, Input input, Effects effects) {
        lastNanos = nowNanos;
        return super.step(nowNanos, input, effects);
      }

      @Override
      public long nextDeadline() {
        return lastNanos + nanos;
      }
    };
  }
}
