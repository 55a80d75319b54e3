package org.chappe.client.cli;

import java.util.function.Consumer;
import org.chappe.client.session.ClientReport;
import org.chappe.model.RelayNumber;
import org.chappe.topology.Topology;
import org.jspecify.annotations.Nullable;

/** Tells a person what happens to the link. On the client's event loop. */
final class HomeNews {

  private final Screen screen;
  private final Look look;
  private final @Nullable Topology topology;
  private final RelayChoice choice;
  private @Nullable RelayNumber attachedTo;
  private final Hindrance hindrance = new Hindrance();
  private volatile boolean isOut;
  private volatile Consumer<String> onDeferral = words -> {};

  /** @param topology the line, as far as a file tells of it */
  HomeNews(Screen screen, Look look, @Nullable Topology topology, RelayChoice choice) {
    this.screen = screen;
    this.look = look;
    this.topology = topology;
    this.choice = choice;
  }

  /** Whether no relay answers. */
  boolean isSilent() {
    return hindrance.isSilent();
  }

  /** Whether the client may do nothing but ask, for it isn't logged in. */
  boolean isOut() {
    return isOut;
  }

  /** It is known that the client isn't logged in, or that it needn't be. */
  void setOut(boolean out) {
    isOut = out;
  }

  /** Tells why the relay takes what is sent only later, now if that is so, and when it comes to be so; nobody who asked before is told any more. */
  void onDeferral(Consumer<String> listener) {
    onDeferral = listener;
    String words = hindrance.deferral();
    if (!words.isEmpty()) {
      listener.accept(words);
    }
  }

  void reported(ClientReport report) {
    boolean wasSilent = hindrance.isSilent();
    hindrance.hear(report);
    if (report instanceof ClientReport.Unreachable) {
      boolean isOnly = topology != null && topology.relays().size() == 1;
      screen.print(look.bad(
          isOnly
              ? name(choice.number()) + " doesn't answer; still trying"
              : "no relay answers; still trying"));
    } else if (report instanceof ClientReport.Attached attached) {
      onAttached(attached, wasSilent);
    } else if (report instanceof ClientReport.Deferred) {
      onDeferral.accept(hindrance.deferral());
    } else if (report instanceof ClientReport.Watched watched) {
      screen.print(look.quiet(Comings.of(watched.presence()).line()));
    } else if (report instanceof ClientReport.LoggedIn) {
      isOut = false;
    } else if (report instanceof ClientReport.LoginDenied denied) {
      onDenied(denied);
    } else if (report instanceof ClientReport.Rejected rejected) {
      RelayNumber home = attachedTo == null ? choice.number() : attachedTo;
      String words = Printable.line(rejected.words());
      screen.print(look.bad(name(home) + " refuses this client: " + words));
    }
    String late = OutcomeWords.late(report);
    if (late != null) {
      screen.print(look.bad(late));
    }
  }

  /** Whoever types a password is told by who asked for it. */
  private void onDenied(ClientReport.LoginDenied denied) {
    if (!isOut) {
      isOut = true;
      screen.print(look.bad("not logged in: " + Printable.line(denied.words())));
    }
  }

  /** Tells of each change; the first relay is told of by who connects. */
  private void onAttached(ClientReport.Attached attached, boolean wasSilent) {
    RelayNumber before = attachedTo;
    RelayNumber now = attached.relay() instanceof RelayNumber number ? number : before;
    attachedTo = now;
    if (before != null && !before.equals(now)) {
      screen.print("attached to " + name(now) + " now; relay " + before + " is lost");
    } else if (wasSilent) {
      screen.print(name(now) + (before == null ? " answers" : " answers again"));
    }
  }

  private String name(@Nullable RelayNumber number) {
    if (topology == null) {
      return number == null ? "the relay" : "relay " + number;
    }
    RelayNumber first = topology.relays().get(0).number();
    RelayNumber meant = number == null ? first : number;
    return "relay " + meant
        + topology.relay(meant).map(relay -> " at " + relay.address()).orElse("");
  }
}
